// What is done around each request: it is counted, timed and logged by its route.

import type { FastifyInstance } from "fastify";
import { figuresOf } from "./metrics.ts";
import { METHODS } from "./refusals.ts";

// Probes and scrapes come every few seconds: their answers are not worth a line each.
const QUIET = ["/healthz", "/readyz", "/metrics"];

/** Observe every request of `app`, and answer `GET /metrics`. */
export function observe(app: FastifyInstance): void {
  const { register, requests, duration } = figuresOf();

  app.addHook("onRequest", async (_request, reply) => {
    reply.header("X-Content-Type-Options", "nosniff");
  });

  app.addHook("onResponse", async (request, reply) => {
    // What is not known is not told apart: nonsense would otherwise make series of its own.
    const labels = {
      method: METHODS.includes(request.method) ? request.method : "other",
      route: routeOf(request.routeOptions.url),
      status: reply.statusCode,
    };
    const seconds = reply.elapsedTime / 1000;
    requests.inc(labels);
    duration.observe(labels, seconds);
    request.log[QUIET.includes(labels.route) ? "debug" : "info"]({ ...labels, seconds }, "request");
  });

  app.get("/metrics", async (_request, reply) => {
    return reply.type(register.contentType).send(await register.metrics());
  });
}

/** The route, not the path: each id would otherwise make a series of its own. */
function routeOf(url: string | undefined): string {
  return url?.replaceAll(/:(\w+)/g, "{$1}") ?? "unmatched";
}
