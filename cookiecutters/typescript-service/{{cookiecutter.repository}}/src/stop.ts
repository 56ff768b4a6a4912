// How the service ends: no new traffic first, then what is running, then the rest.

import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Config } from "./config.ts";
import type { Readiness } from "./health.ts";

/** Stop in good order; what still runs after `STOP_SECONDS` is cut off. */
export async function stop(
  app: FastifyInstance,
  readiness: Readiness,
  config: Config,
): Promise<void> {
  readiness.ready = false;
  app.log.info("stopping");
  // Who sends traffic needs a moment to see that the service is not ready any more.
  await pause(config.DRAIN_SECONDS * 1000);
  const cutOff = setTimeout(() => {
    app.log.warn("requests were cut off");
    app.server.closeAllConnections();
  }, config.STOP_SECONDS * 1000);
  await app.close();
  clearTimeout(cutOff);
  app.log.info("stopped");
}
