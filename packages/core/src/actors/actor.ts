import { type Static, Type } from "typebox";
import { ActorIdSchema } from "../identity/ids.ts";
import { LanguageSchema } from "../text/language.ts";
import { localizedTextSchema } from "../text/localized-text.ts";
import { ActorKindSchema } from "./kind.ts";

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const PointSchema = Type.Object(
  { latitude: Type.Number({ minimum: -90, maximum: 90 }), longitude: Type.Number({ minimum: -180, maximum: 180 }) },
  { additionalProperties: false, description: "WGS 84, degrees" },
);

/** Where else an actor can be found; the kind only chooses a sign. */
export const linkKinds = ["facebook", "instagram", "whatsapp", "youtube", "linkedin", "other"] as const;
export const ActorLinkSchema = Type.Object(
  { kind: Type.Enum(linkKinds), url: Type.String({ maxLength: 300, pattern: "^https?://" }) },
  { additionalProperties: false },
);
export type ActorLink = Static<typeof ActorLinkSchema>;

const sheet = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** ISO 3166-1 alpha-2: one of the network's, or another accepted on import. */
  territory: Type.String({ pattern: "^[A-Z]{2}$" }),
  kind: ActorKindSchema,
  /** An id of `legalForms`, or nothing when it is not known. */
  legalForm: nullable(Type.String({ maxLength: 40 })),
  description: Type.Optional(localizedTextSchema(5000)),
  /** Ids of `sectors`. */
  sectors: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 12, uniqueItems: true }),
  /** Languages this actor can work in, its own first. */
  languages: Type.Array(LanguageSchema, { minItems: 1, maxItems: 5, uniqueItems: true }),
  locality: nullable(Type.String({ maxLength: 120 })),
  point: nullable(PointSchema),
  website: nullable(Type.String({ maxLength: 300, pattern: "^https?://" })),
  links: Type.Array(ActorLinkSchema, { maxItems: 8 }),
  /** Sustainable Development Goals it works for, by number. */
  sdgs: Type.Array(Type.Integer({ minimum: 1, maximum: 17 }), { maxItems: 17, uniqueItems: true }),
  /** How many open introductions this actor can handle at once. */
  capacity: Type.Integer({ minimum: 0, maximum: 50 }),
};

/** The fields of a sheet, as provenance and history name them. */
export const sheetFields = Object.keys(sheet) as SheetField[];
export type SheetField = keyof typeof sheet;

/** What one gives to add an actor; what is not given takes a default. */
export const ActorDraftSchema = Type.Object(
  {
    ...sheet,
    kind: Type.Optional(ActorKindSchema),
    legalForm: Type.Optional(sheet.legalForm),
    sectors: Type.Optional(sheet.sectors),
    languages: Type.Optional(sheet.languages),
    locality: Type.Optional(sheet.locality),
    point: Type.Optional(sheet.point),
    website: Type.Optional(sheet.website),
    links: Type.Optional(sheet.links),
    sdgs: Type.Optional(sheet.sdgs),
    capacity: Type.Optional(sheet.capacity),
  },
  { additionalProperties: false },
);
export type ActorDraft = Static<typeof ActorDraftSchema>;

export const ActorPatchSchema = Type.Partial(Type.Object(sheet), { additionalProperties: false, minProperties: 1 });
export type ActorPatch = Static<typeof ActorPatchSchema>;

/** An actor's sheet as the directory shows it; contacts are not part of it. */
export const ActorSchema = Type.Object({
  id: ActorIdSchema,
  ...sheet,
  /** Where the record came from, for instance `demo` or `import:susy`. */
  source: Type.String(),
  fictional: Type.Boolean(),
  /** When somebody who acts for it last said that the sheet is right. */
  verifiedAt: nullable(Type.String({ format: "date-time" })),
  revision: Type.Integer({ description: "Given as ETag; sent back in If-Match" }),
  createdAt: Type.String({ format: "date-time" }),
  updatedAt: Type.String({ format: "date-time" }),
});
export type Actor = Static<typeof ActorSchema>;

/** A contact of an actor: private until both sides of an introduction accept. */
export const ContactSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    role: nullable(Type.String({ maxLength: 120 })),
    email: nullable(Type.String({ format: "email", maxLength: 200 })),
    phone: nullable(Type.String({ maxLength: 40 })),
    languages: Type.Array(LanguageSchema, { maxItems: 5 }),
  },
  { additionalProperties: false },
);
export type Contact = Static<typeof ContactSchema>;
