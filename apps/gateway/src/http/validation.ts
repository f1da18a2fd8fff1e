import { Ajv, type Options } from "ajv";
import addFormats from "ajv-formats";
import type { FastifyInstance } from "fastify";

const options: Options = { allErrors: false, useDefaults: true, removeAdditional: false, strict: false };

/** Query strings and parameters arrive as text and are read as numbers where a schema says so; bodies are taken as they are. */
export function validateBySchema(app: FastifyInstance): void {
  const strict = new Ajv(options);
  const reading = new Ajv({ ...options, coerceTypes: "array" });
  for (const ajv of [strict, reading]) (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === "body" ? strict : reading).compile(schema as object),
  );
}
