// What a request is answered that cannot be served: `detail`, a sentence.

import type {
  FastifyError,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from "fastify";

/** A request that cannot be served; throw it in a handler. */
export class Refusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, detail: string) {
    super(detail);
    this.statusCode = statusCode;
  }
}

export const NO_JSON = "The body has to be one JSON object.";

export const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** What Fastify's own errors are called here. */
const SENTENCES: Record<string, string> = {
  FST_ERR_BAD_URL: "The address is not a valid one.",
  FST_ERR_CTP_BODY_TOO_LARGE: "The body is larger than 1 MB.",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "The body has to be application/json.",
};

/** 4xx as the error says; anything else is ours, is logged, and stays inside. */
export function refuse(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { statusCode = 500, message } = explained(error, request);
  if (statusCode < 500) {
    reply.code(statusCode).send({ detail: message });
    return;
  }
  request.log.error({ error }, "a request failed");
  reply.code(500).send({ detail: "Something is wrong on our side." });
}

/** What is no JSON is 400; what is JSON, and not what is wanted, 422. */
function explained(error: FastifyError | Refusal, request: FastifyRequest) {
  if (error instanceof Refusal) return error;
  if (!error.validation) {
    return { statusCode: error.statusCode, message: SENTENCES[error.code] ?? `${error.message}.` };
  }
  const isMissing = error.validationContext === "body" && request.body === undefined;
  return isMissing ? new Refusal(400, NO_JSON) : new Refusal(422, `${error.message}.`);
}

/**
 * Answer all that goes wrong in `app` alike. What comes back has to be registered after all routes:
 * it refuses the other methods of their paths, with the right ones.
 */
export function explain(app: FastifyInstance): FastifyPluginAsync {
  app.setErrorHandler(refuse);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ detail: "Not found." }));
  const methodsOf = new Map<string, string[]>();
  app.addHook("onRoute", ({ url, method }) => {
    methodsOf.set(url, [...(methodsOf.get(url) ?? []), method].flat());
  });
  return async (last) => {
    for (const [url, methods] of [...methodsOf]) refuseOthers(last, url, methods);
  };
}

function refuseOthers(app: FastifyInstance, url: string, methods: string[]): void {
  const others = METHODS.filter((method) => !methods.includes(method));
  const allow = [...new Set(methods)].sort().join(", ");
  app.route({
    method: others,
    url,
    exposeHeadRoute: false,
    // Before the body is read: it may be of any kind.
    onRequest: async (_request, reply) => {
      reply.header("Allow", allow);
      throw new Refusal(405, "Method not allowed.");
    },
    handler: async () => undefined,
  });
}
