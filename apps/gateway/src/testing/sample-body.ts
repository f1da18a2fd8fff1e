import type { Schema } from "./api-routes.ts";

/** Values that a schema alone cannot tell: ids that exist, codes that are known, by the name of their field. */
export type KnownValues = Readonly<Record<string, unknown>>;

const byFormat: Readonly<Record<string, string>> = {
  uuid: "01900000-0000-7000-8000-000000000000",
  date: "2035-10-01",
  "date-time": "2035-10-01T15:00:00Z",
  email: "somebody@example.org",
};
const byPattern: Readonly<Record<string, string>> = {
  "^[A-Z]{2}$": "MF",
  "^https?://": "https://example.org",
  "^\\d{6}$": "123456",
};

/** A value that fits a schema, every optional part included. */
export function sampleOf(schema: Schema, known: KnownValues, name = ""): unknown {
  if (Object.hasOwn(known, name)) return known[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf?.[0] !== undefined) return sampleOf(schema.anyOf[0], known, name);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, sampleOf(inner, known, key)]),
      );
    case "array":
      return schema.items === undefined ? [] : [sampleOf(schema.items, known)];
    case "string":
      return (
        byFormat[schema.format ?? ""] ??
        byPattern[schema.pattern ?? ""] ??
        "x".repeat(Math.max(schema.minLength ?? 0, 1))
      );
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return null;
  }
}
