import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { configFrom } from "../src/config.ts";
import { stop } from "../src/stop.ts";
import { service } from "./service.ts";

const OFFERED = "GET /slow HTTP/1.1\r\nHost: test\r\n\r\n";

test("a request that runs is answered before the service ends", async (t) => {
  const readiness = { ready: true };
  const app = service(t, readiness);
  const [begun, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  app.get("/slow", async () => {
    begun.resolve();
    await release.promise;
    return { done: true };
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const answer = fetch(`${app.listeningOrigin}/slow`);
  await begun.promise;

  const stopped = stop(app, readiness, configFrom({ DRAIN_SECONDS: "0" }));
  assert.equal(readiness.ready, false);
  release.resolve();

  assert.deepEqual(await (await answer).json(), { done: true });
  await stopped;
});

test("a request without end is cut off", async (t) => {
  const readiness = { ready: true };
  const app = service(t, readiness);
  const begun = Promise.withResolvers<void>();
  app.get("/slow", () => {
    begun.resolve();
    return new Promise(() => {});
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const port = Number(new URL(app.listeningOrigin).port);
  const socket = connect(port, "127.0.0.1", () => socket.write(OFFERED));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await begun.promise;

  await stop(app, readiness, configFrom({ DRAIN_SECONDS: "0", STOP_SECONDS: "1" }));

  await closed;
});
