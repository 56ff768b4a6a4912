import assert from "node:assert/strict";
import { test } from "node:test";
import { service } from "./service.ts";

test("requests are counted by method, route and status", async (t) => {
  const app = service(t);
  await app.inject("/notes/one");
  await app.inject("/notes/another");

  const figures = await app.inject("/metrics");

  const labels = 'method="GET",route="/notes/{id}",status="404"';
  assert.match(`${figures.headers["content-type"]}`, /^text\/plain/);
  assert.ok(figures.body.includes(`http_requests_total{${labels}} 2\n`), figures.body);
  assert.ok(figures.body.includes(`http_request_duration_seconds_count{${labels}} 2\n`));
});

test("paths that do not exist make one series, not many", async (t) => {
  const app = service(t);
  await app.inject("/a");
  await app.inject("/b");

  const figures = await app.inject("/metrics");

  const labels = 'method="GET",route="unmatched",status="404"';
  assert.ok(figures.body.includes(`http_requests_total{${labels}} 2\n`), figures.body);
});

test("the process is measured as well", async (t) => {
  const figures = await service(t).inject("/metrics");

  assert.match(figures.body, /^process_cpu_seconds_total /m);
});
