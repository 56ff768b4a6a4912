// Logs for machines: one JSON object a line on standard output.

import type { FastifyServerOptions } from "fastify";
import type { Config } from "./config.ts";

type LogOptions = Exclude<FastifyServerOptions["logger"], boolean | undefined>;

/** What Fastify's logger is told, so that its lines have the keys that all our services share. */
export function logsOf(level: Config["LOG_LEVEL"]): LogOptions {
  return {
    level: level === "warning" ? "warn" : level,
    messageKey: "message",
    errorKey: "error",
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label === "warn" ? "warning" : label }) },
  };
}
