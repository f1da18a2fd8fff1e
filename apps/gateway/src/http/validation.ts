import { MilangoError } from "@milango/core/errors";
import { Ajv, type Options } from "ajv";
import addFormats from "ajv-formats";
import type { FastifyInstance } from "fastify";
import { isDate, isId, isInstant } from "./formats.ts";

const options: Options = { allErrors: false, useDefaults: true, removeAdditional: false, strict: false };

/** Query strings and parameters arrive as text and are read as numbers where a schema says so; bodies are taken as they are. */
export function validateBySchema(app: FastifyInstance): void {
  const strict = new Ajv(options);
  const reading = new Ajv({ ...options, coerceTypes: "array" });
  for (const ajv of [strict, reading]) {
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    ajv.addFormat("uuid", isId);
    ajv.addFormat("date", isDate);
    ajv.addFormat("date-time", isInstant);
  }
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === "body" ? strict : reading).compile(schema as object),
  );
}

const maxDepth = 40;

/** Refuses text the record cannot hold (NUL, half a character) and JSON nested deeper than any schema, before validation. */
export function refuseUnkeepable(app: FastifyInstance): void {
  app.addHook("preValidation", async (request) => {
    for (const [part, value] of [
      ["query", request.query],
      ["body", request.body],
    ] as const) {
      const fault = faultOf(value, `/${part}`, 0);
      if (fault !== undefined)
        throw new MilangoError("INVALID_REQUEST", "Text here cannot be kept.", { fields: [fault] });
    }
  });
}

function faultOf(value: unknown, pointer: string, depth: number): { pointer: string; message: string } | undefined {
  if (typeof value === "string") {
    if (value.includes("\u0000")) return { pointer, message: "must not hold the character NUL" };
    return value.isWellFormed() ? undefined : { pointer, message: "must be well-formed Unicode" };
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  if (depth >= maxDepth)
    return { pointer: pointer.slice(0, 200), message: `must not nest deeper than ${maxDepth} levels` };
  for (const [key, inner] of Object.entries(value)) {
    const fault = faultOf(key, `${pointer}/?`, depth + 1) ?? faultOf(inner, `${pointer}/${key}`, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
