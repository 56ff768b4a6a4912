import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_BYTES } from "../src/bodies.ts";
import { service } from "./service.ts";

const HELLO = '{"author": "ada", "text": "Hello"}';

function post(payload: string | Buffer, kind = "application/json") {
  return { method: "POST", url: "/notes", payload, headers: { "content-type": kind } } as const;
}

const NO_JSON = {
  nothing: "",
  "a form": "author=ada",
  "two objects": "{}{}",
  "bytes that are no UTF-8": Buffer.from('{"author": "\xff"}', "latin1"),
  "half a character": '{"author": "\\ud800"}',
  "brackets without end": "[".repeat(100_000),
};

for (const [name, payload] of Object.entries(NO_JSON)) {
  test(`${name} is no JSON, and 400`, async (t) => {
    const answer = await service(t).inject(post(payload));

    assert.equal(answer.statusCode, 400);
    assert.deepEqual(answer.json(), { detail: "The body has to be one JSON object." });
  });
}

for (const payload of ["[]", "7", "null", "{}"]) {
  test(`${payload} is JSON but no note, and 422`, async (t) => {
    assert.equal((await service(t).inject(post(payload))).statusCode, 422);
  });
}

test("what says itself that it is no JSON is 415", async (t) => {
  const answer = await service(t).inject(post(HELLO, "text/plain"));

  assert.equal(answer.statusCode, 415);
  assert.deepEqual(answer.json(), { detail: "The body has to be application/json." });
});

test("a body of a megabyte is taken, and a larger one is 413", async (t) => {
  const app = service(t);
  const largest = HELLO.padEnd(MOST_BYTES);

  const taken = await app.inject(post(largest));
  const refused = await app.inject(post(`${largest} `));

  assert.equal(taken.statusCode, 201);
  assert.equal(refused.statusCode, 413);
  assert.deepEqual(refused.json(), { detail: "The body is larger than 1 MB." });
});

test("what would change an object's nature is left out", async (t) => {
  const answer = await service(t).inject(post('{"author": "a", "text": "b", "__proto__": 1}'));

  assert.equal(answer.statusCode, 201);
});

test("a wrong method is told the right ones", async (t) => {
  const app = service(t);

  const many = await app.inject({ method: "PUT", url: "/notes" });
  const one = await app.inject({ method: "POST", url: "/notes/7" });

  assert.deepEqual([many.statusCode, many.headers.allow], [405, "GET, HEAD, POST"]);
  assert.deepEqual([one.statusCode, one.headers.allow], [405, "DELETE, GET, HEAD"]);
  assert.deepEqual(one.json(), { detail: "Method not allowed." });
});

test("an id that is none, and a path that is none, are not found", async (t) => {
  const app = service(t);

  for (const url of ["/nowhere", "/notes/", `/notes/${"x".repeat(3000)}`]) {
    const answer = await app.inject(url);

    assert.equal(answer.statusCode, 404);
    assert.match(answer.json().detail, /no such note|Not found/);
  }
});

test("what is broken is not shown", async (t) => {
  const app = service(t);
  app.get("/broken", async () => {
    throw new Error("a secret");
  });

  const answer = await app.inject("/broken");

  assert.equal(answer.statusCode, 500);
  assert.deepEqual(answer.json(), { detail: "Something is wrong on our side." });
});
