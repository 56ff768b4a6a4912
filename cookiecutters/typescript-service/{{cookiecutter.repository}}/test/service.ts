// A service for tests: not listening, silent, ready.

import type { TestContext } from "node:test";
import type { FastifyInstance } from "fastify";
import { createApp } from "../src/app.ts";
import { configFrom } from "../src/config.ts";

export function service(t: TestContext, readiness = { ready: true }): FastifyInstance {
  const app = createApp(configFrom({ VERSION: "abc123", LOG_LEVEL: "error" }), readiness);
  t.after(() => app.close());
  return app;
}
