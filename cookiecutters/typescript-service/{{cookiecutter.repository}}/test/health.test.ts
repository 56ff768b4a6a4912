import assert from "node:assert/strict";
import { test } from "node:test";
import { NAME } from "../src/about.ts";
import { service } from "./service.ts";

test("a running service is alive and ready", async (t) => {
  const app = service(t);

  assert.deepEqual((await app.inject("/healthz")).json(), { status: "ok" });
  assert.deepEqual((await app.inject("/readyz")).json(), { status: "ready" });
});

test("a service that has not started takes no traffic", async (t) => {
  const app = service(t, { ready: false });

  assert.equal((await app.inject("/readyz")).statusCode, 503);
  assert.equal((await app.inject("/healthz")).statusCode, 200);
});

test("the version is the commit that runs", async (t) => {
  const answer = await service(t).inject("/version");

  assert.deepEqual(answer.json(), { name: NAME, version: "abc123" });
});
