import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify, { LogController } from "fastify";
import { logsOf } from "../src/logs.ts";
import { observe } from "../src/observe.ts";

test("requests are logged by their route, and probes below info", async (t) => {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  const logController = new LogController({ disableRequestLogging: true });
  const app = Fastify({ logger: { ...logsOf("info"), stream }, logController });
  t.after(() => app.close());
  observe(app);
  app.get("/things/:id", async () => "a thing");
  app.get("/readyz", async () => "ready");

  await app.inject("/things/secret");
  await app.inject("/readyz");

  assert.equal(lines.length, 1);
  const entry = JSON.parse(lines.join(""));
  assert.deepEqual(
    [entry.message, entry.method, entry.route, entry.status],
    ["request", "GET", "/things/{id}", 200],
  );
  assert.ok(!lines.join("").includes("secret"));
});
