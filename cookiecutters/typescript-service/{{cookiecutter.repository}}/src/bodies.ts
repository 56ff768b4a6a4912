// How the body of a request is read: as JSON, in UTF-8, and no more than so much.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { NO_JSON, Refusal } from "./refusals.ts";

export const MOST_BYTES = 2 ** 20;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Take JSON alone. Fastify's own reader puts other letters in place of bytes that are no UTF-8. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    "application/json",
    { parseAs: "buffer" },
    async (_request: FastifyRequest, body: Buffer) => (body.length > 0 ? parse(body) : undefined),
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body), harmless);
  } catch {
    throw new Refusal(400, NO_JSON);
  }
}

/** Without what would change an object's nature once somebody merges it, or is half a character. */
function harmless(key: string, value: unknown): unknown {
  if (!key.isWellFormed() || (typeof value === "string" && !value.isWellFormed())) {
    throw new Error("half a character");
  }
  return key === "__proto__" ? undefined : value;
}
