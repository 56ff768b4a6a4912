// The application: which routes there are, and what they share.

import Fastify, { type FastifyInstance } from "fastify";
import type { Config } from "./config.ts";
import { healthRoutes, type Readiness } from "./health.ts";
import { logsOf } from "./logs.ts";
import { measure } from "./metrics.ts";
import { Notes, noteRoutes } from "./notes.ts";

/** The service, not yet listening. What it logs goes to standard output. */
export function createApp(config: Config, readiness: Readiness): FastifyInstance {
  const app = Fastify({
    logger: logsOf(config.LOG_LEVEL),
    // Text where a number is expected, or a number for a text, is a mistake worth hearing of.
    ajv: { customOptions: { coerceTypes: false } },
  });
  measure(app);
  app.register(healthRoutes(readiness, config.VERSION));
  app.register(noteRoutes(new Notes()), { prefix: "/notes" });
  return app;
}
