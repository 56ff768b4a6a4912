import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify from "fastify";
import { logsOf } from "../src/logs.ts";

/** What a logger set up as the service's writes. */
function linesOf(say: (log: ReturnType<typeof Fastify>["log"]) => void): string[] {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  say(Fastify({ logger: { ...logsOf("info"), stream } }).log);
  return lines;
}

test("a record is one line of JSON with the keys that all services share", () => {
  const lines = linesOf((log) => log.warn('two\nlines and a "quote"'));

  const entry = JSON.parse(lines.join(""));
  assert.equal(lines.join("").trimEnd().split("\n").length, 1);
  assert.equal(entry.message, 'two\nlines and a "quote"');
  assert.equal(entry.level, "warning");
  assert.equal(new Date(entry.time).toISOString(), entry.time);
});

test("an error carries its traceback", () => {
  const lines = linesOf((log) => log.error(new Error("broken")));

  assert.match(JSON.parse(lines.join("")).error.stack, /Error: broken\n/);
});

test("what is below the level is not said", () => {
  assert.deepEqual(
    linesOf((log) => log.debug("detail")),
    [],
  );
});
