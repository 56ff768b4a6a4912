// What the service measures of itself, in Prometheus' text format.

import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

const labelNames = ["method", "route", "status"] as const;
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The figures of one service: how often and how long requests were answered, and the process's. */
export function figuresOf() {
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
    buckets,
    registers: [register],
  });
  return { register, requests, duration };
}
