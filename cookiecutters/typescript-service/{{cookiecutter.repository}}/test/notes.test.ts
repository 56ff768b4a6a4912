import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { service } from "./service.ts";

const byAda = { author: "ada", text: "Hello" };

test("a note can be read again", async (t) => {
  const app = service(t);

  const added = await app.inject({ method: "POST", url: "/notes", payload: byAda });

  assert.equal(added.statusCode, 201);
  assert.deepEqual((await app.inject(`/notes/${added.json().id}`)).json(), added.json());
});

test("everybody sees their own notes", async (t) => {
  const app = service(t);
  const byGrace = { author: "grace", text: "Good morning" };
  await app.inject({ method: "POST", url: "/notes", payload: byAda });
  await app.inject({ method: "POST", url: "/notes", payload: byGrace });

  const found = await app.inject({ url: "/notes", query: { author: "ada" } });

  assert.deepEqual(
    found.json().map((note: { text: string }) => note.text),
    ["Hello"],
  );
});

test("a removed note is gone", async (t) => {
  const app = service(t);
  const added = await app.inject({ method: "POST", url: "/notes", payload: byAda });
  const url = `/notes/${added.json().id}`;

  assert.equal((await app.inject({ method: "DELETE", url })).statusCode, 204);
  assert.equal((await app.inject(url)).statusCode, 404);
  assert.equal((await app.inject({ method: "DELETE", url })).statusCode, 404);
});

test("an empty note is refused in a sentence", async (t) => {
  const payload = { author: "ada", text: "" };

  const answer = await service(t).inject({ method: "POST", url: "/notes", payload });

  assert.equal(answer.statusCode, 422);
  assert.match(answer.json().detail, /body\/text must NOT have fewer than 1 characters/);
});

test("a number is no text", async (t) => {
  const payload = { author: "ada", text: 5 };

  const answer = await service(t).inject({ method: "POST", url: "/notes", payload });

  assert.equal(answer.statusCode, 422);
});

test("a note that never was is not found", async (t) => {
  const answer = await service(t).inject(`/notes/${randomUUID()}`);

  assert.equal(answer.statusCode, 404);
  assert.equal(answer.json().detail, "There is no such note.");
});

for (const query of [{}, { author: "" }, { author: "x".repeat(101) }]) {
  test(`whose notes has to be said, not ${JSON.stringify(query)}`, async (t) => {
    const answer = await service(t).inject({ url: "/notes", query });

    assert.equal(answer.statusCode, 422);
    assert.match(answer.json().detail, /author/);
  });
}
