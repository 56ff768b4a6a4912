// How the platform asks after the service: alive, ready for traffic, and which version.

import type { FastifyPluginAsync } from "fastify";
import { NAME } from "./about.ts";

/** Whether traffic is welcome. It is not before the start is complete, nor once it stops. */
export interface Readiness {
  ready: boolean;
}

// Probes come every few seconds: their answers are not worth a line each.
const quiet = { logLevel: "error" } as const;

export function healthRoutes(readiness: Readiness, version: string): FastifyPluginAsync {
  return async (app) => {
    app.get("/healthz", quiet, async () => ({ status: "ok" }));

    app.get("/readyz", quiet, async (_request, reply) => {
      if (readiness.ready) return { status: "ready" };
      return reply.code(503).send({ status: "not ready" });
    });

    app.get("/version", async () => ({ name: NAME, version }));
  };
}
