import assert from "node:assert/strict";
import { test } from "node:test";
import { configFrom } from "../src/config.ts";

test("without an environment, the defaults hold", () => {
  const config = configFrom({});

  assert.equal(config.PORT, 8000);
  assert.equal(config.VERSION, "dev");
});

test("the environment sets the port, as a number", () => {
  assert.equal(configFrom({ PORT: "9000" }).PORT, 9000);
});

test("an empty variable counts as not set", () => {
  assert.equal(configFrom({ PORT: "", LOG_LEVEL: "" }).PORT, 8000);
});

test("text that looks like a number stays text where text is wanted", () => {
  assert.equal(configFrom({ VERSION: "1234567" }).VERSION, "1234567");
});

for (const PORT of ["99999", "0", "-1", "80.5", "http", " 80", "8e3"]) {
  test(`a port of "${PORT}" is refused by its name`, () => {
    assert.throws(() => configFrom({ PORT }), {
      message: new RegExp(`^PORT is "${PORT}": it must`),
    });
  });
}

test("each mistake is named, with what is allowed", () => {
  assert.throws(() => configFrom({ LOG_LEVEL: "loud", STOP_SECONDS: "soon" }), {
    message: /LOG_LEVEL is "loud": .*\(debug, info, warning, error\)\.\n?.*STOP_SECONDS is "soon"/s,
  });
});
