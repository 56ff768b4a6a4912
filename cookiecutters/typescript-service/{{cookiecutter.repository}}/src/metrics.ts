// What the service measures of itself, in Prometheus' text format.

import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

const labelNames = ["method", "route", "status"] as const;

/** Measure every request of `app`, and answer `GET /metrics`. */
export function measure(app: FastifyInstance): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests that were answered.",
    labelNames,
    registers: [register],
  });
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "How long answers took.",
    labelNames,
    registers: [register],
  });

  app.addHook("onResponse", async (request, reply) => {
    // The route, not the path: each id would otherwise make a series of its own.
    const route = request.routeOptions.url ?? "unmatched";
    const labels = { method: request.method, route, status: reply.statusCode };
    requests.inc(labels);
    duration.observe(labels, reply.elapsedTime / 1000);
  });

  app.get("/metrics", { logLevel: "error" }, async (_request, reply) => {
    return reply.type(register.contentType).send(await register.metrics());
  });
}
