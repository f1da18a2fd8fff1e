import { isErrorCode, MilangoError, problemOf } from "@milango/core/errors";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../ports.ts";

/** Every failing answer is made here: a problem document with a stable code, never a stack. */
export function answerProblems(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toMilangoError(error);
    if (known.status >= 500)
      log.error("request failed", { request: request.id, reason: String(error), stack: error.stack });
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      request,
      reply,
      new MilangoError("NOT_FOUND", `There is nothing at ${request.method} ${pathOf(request)}.`),
    ),
  );
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: MilangoError): FastifyReply {
  if (error.code === "RATE_LIMITED" && !reply.hasHeader("retry-after")) reply.header("retry-after", "60");
  return reply
    .code(error.status)
    .type("application/problem+json; charset=utf-8")
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemOf(error, `urn:request:${request.id}`));
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split("?")[0] ?? "").slice(0, 200);
}

const byFastifyCode: Readonly<
  Record<
    string,
    [code: "MALFORMED_JSON" | "BODY_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "INVALID_REQUEST", detail: string]
  >
> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ["MALFORMED_JSON", "The body could not be read as JSON."],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["MALFORMED_JSON", "The body is empty, but its content type promises JSON."],
  FST_ERR_CTP_BODY_TOO_LARGE: ["BODY_TOO_LARGE", "Bodies are limited to 1 MiB; imports of actors to 50 MB."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["UNSUPPORTED_MEDIA_TYPE", "Send JSON with the content type application/json."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["INVALID_REQUEST", "The body is not as long as its Content-Length says."],
  FST_ERR_BAD_URL: ["INVALID_REQUEST", "The address is not well formed."],
};

function toMilangoError(error: FastifyError): MilangoError {
  if (error instanceof MilangoError) return error;
  const mapped = byFastifyCode[error.code];
  if (mapped !== undefined) return new MilangoError(mapped[0], mapped[1], { cause: error });
  if (error.validation !== undefined) {
    const fields = error.validation.map(({ instancePath, message, params }) => ({
      pointer: `/${error.validationContext ?? "body"}${instancePath}${missingOf(params)}`,
      message: message ?? "does not fit",
    }));
    return new MilangoError("INVALID_REQUEST", `${fields.length} field(s) do not fit the schema.`, { fields });
  }
  if (error instanceof SyntaxError && error.statusCode === 400) {
    return new MilangoError("MALFORMED_JSON", "The body could not be read as JSON.", { cause: error });
  }
  if (isErrorCode(error.code)) return new MilangoError(error.code, error.message, { cause: error });
  if (error.statusCode === 429)
    return new MilangoError("RATE_LIMITED", "Wait a little, then try again.", { cause: error });
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new MilangoError("INVALID_REQUEST", error.message, { cause: error });
  }
  return new MilangoError("INTERNAL", "The server failed at this request; nothing was changed.", { cause: error });
}

function missingOf(params: unknown): string {
  const missing = (params as { missingProperty?: unknown } | undefined)?.missingProperty;
  return typeof missing === "string" ? `/${missing}` : "";
}
