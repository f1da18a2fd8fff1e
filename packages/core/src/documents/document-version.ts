import { type Static, Type } from "typebox";

const nameSchema = Type.String({ minLength: 1, maxLength: 200, pattern: "\\S" });
const strict = { additionalProperties: false } as const;

/** A state of a document that was kept, as it stands in a list; what it says is read by itself. */
export const DocumentVersionSchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  /** Position of the last update it holds. */
  position: Type.Integer(),
  at: Type.String({ format: "date-time" }),
  name: Type.Union([Type.String(), Type.Null()]),
  /** Who kept it; nobody when it was kept by itself, or by a program, or by somebody who was erased since. */
  by: Type.Union([Type.Object({ id: Type.String({ format: "uuid" }), name: Type.String() }), Type.Null()]),
  automatic: Type.Boolean(),
  revision: Type.Integer(),
});
export type DocumentVersion = Static<typeof DocumentVersionSchema>;

/** A version with what it says: one Yjs update V1, base64. */
export const DocumentVersionContentSchema = Type.Object({
  ...DocumentVersionSchema.properties,
  update: Type.String({ contentEncoding: "base64" }),
});

export const DocumentVersionDraftSchema = Type.Object({ name: Type.Optional(nameSchema) }, strict);
export type DocumentVersionDraft = Static<typeof DocumentVersionDraftSchema>;

export const DocumentVersionPatchSchema = Type.Object({ name: Type.Union([nameSchema, Type.Null()]) }, strict);
export type DocumentVersionPatch = Static<typeof DocumentVersionPatchSchema>;
