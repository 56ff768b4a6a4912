// How the platform asks after the service: alive, ready for traffic, and which version.

import type { FastifyPluginAsync } from "fastify";
import { NAME } from "./about.ts";

/** Whether traffic is welcome. It is not before the start is complete, nor once it stops. */
export interface Readiness {
  ready: boolean;
}

export function healthRoutes(readiness: Readiness, version: string): FastifyPluginAsync {
  return async (app) => {
    app.get("/healthz", async () => ({ status: "ok" }));

    app.get("/readyz", async (_request, reply) => {
      if (readiness.ready) return { status: "ready" };
      return reply.code(503).send({ detail: "Not ready." });
    });

    app.get("/version", async () => ({ name: NAME, version }));
  };
}
