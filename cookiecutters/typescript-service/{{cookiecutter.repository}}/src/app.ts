// The application: which routes there are, and what they share.

import Fastify, { type FastifyInstance, LogController } from "fastify";
import { MOST_BYTES, readJson } from "./bodies.ts";
import type { Config } from "./config.ts";
import { healthRoutes, type Readiness } from "./health.ts";
import { logsOf } from "./logs.ts";
import { Notes, noteRoutes } from "./notes.ts";
import { observe } from "./observe.ts";
import { explain, refuse } from "./refusals.ts";

const REQUEST_SECONDS = 30;
// Long enough for any id that makes sense, so that one that makes none is just not found.
const LONGEST_PARAMETER = 8_192;

/** The service, not yet listening. What it logs goes to standard output. */
export function createApp(config: Config, readiness: Readiness): FastifyInstance {
  const app = Fastify({
    logger: logsOf(config.LOG_LEVEL),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_BYTES,
    requestTimeout: REQUEST_SECONDS * 1000,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: refuse,
    // Text where a number is expected, or a number for a text, is a mistake worth hearing of.
    ajv: { customOptions: { coerceTypes: false } },
  });
  const otherMethods = explain(app);
  readJson(app);
  observe(app);
  app.register(healthRoutes(readiness, config.VERSION));
  app.register(noteRoutes(new Notes()), { prefix: "/notes" });
  app.register(otherMethods);
  return app;
}
