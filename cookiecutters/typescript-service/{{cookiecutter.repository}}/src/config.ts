// What the environment may set, with its types.

import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const Config = Type.Object({
  HOST: Type.String({ default: "127.0.0.1" }),
  PORT: Type.Integer({ default: 8000, minimum: 1, maximum: 65535 }),
  LOG_LEVEL: Type.Enum(["debug", "info", "warning", "error"], { default: "info" }),
  DRAIN_SECONDS: Type.Integer({ default: 1, minimum: 0, maximum: 600 }),
  STOP_SECONDS: Type.Integer({ default: 20, minimum: 1, maximum: 600 }),
  VERSION: Type.String({ default: "dev" }),
});

export type Config = Static<typeof Config>;

type Environment = Record<string, string | undefined>;

/** The configuration; throws an error whose message names each variable that cannot be. */
export function configFrom(environment: Environment): Config {
  const found = Value.Default(Config, given(environment));
  const mistakes = Value.Errors(Config, found);
  if (mistakes.length > 0) {
    throw new Error(mistakes.map((mistake) => sentence(mistake, environment)).join("\n"));
  }
  return Value.Parse(Config, found);
}

/** What is set and not empty, with numbers where one is wanted and stands there. */
function given(environment: Environment): Record<string, unknown> {
  const known = Object.entries(Config.properties).map(([name, schema]) => {
    const text = environment[name] || undefined;
    const isNumber = Type.IsInteger(schema) && text !== undefined && /^\d+$/.test(text);
    return [name, isNumber ? Number(text) : text] as const;
  });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

function sentence(mistake: Mistake, environment: Environment): string {
  const name = mistake.instancePath.slice(1);
  const allowed = "allowedValues" in mistake.params ? mistake.params.allowedValues : [];
  const hint = allowed.length > 0 ? ` (${allowed.join(", ")})` : "";
  return `${name} is ${JSON.stringify(environment[name])}: it ${mistake.message}${hint}.`;
}

type Mistake = ReturnType<typeof Value.Errors>[number];
