import { type Static, Type } from "typebox";
import { ActorIdSchema, NeedIdSchema, OfferIdSchema } from "../identity/ids.ts";
import { localizedTextSchema } from "../text/localized-text.ts";

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const date = Type.String({ format: "date" });

/** Needs and offers have the same form: what is said, about what, until when. */
const statement = {
  text: localizedTextSchema(2000),
  /** Concepts a person confirmed; what is only inferred is not kept here. */
  concepts: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 20, uniqueItems: true }),
  /** An id of `sectors`. */
  sector: nullable(Type.String({ maxLength: 40 })),
  validFrom: nullable(date),
  validUntil: nullable(date),
};

export const StatementDraftSchema = Type.Object(
  {
    text: statement.text,
    concepts: Type.Optional(statement.concepts),
    sector: Type.Optional(statement.sector),
    validFrom: Type.Optional(statement.validFrom),
    validUntil: Type.Optional(statement.validUntil),
  },
  { additionalProperties: false },
);
/** What one gives to publish a need or an offer. */
export type StatementDraft = Static<typeof StatementDraftSchema>;

export const StatementPatchSchema = Type.Partial(Type.Object(statement), {
  additionalProperties: false,
  minProperties: 1,
});
export type StatementPatch = Static<typeof StatementPatchSchema>;

/** `expired`: its last day passed; `closed`: somebody said what became of it; `withdrawn`: taken back without a word. */
export const statementStates = ["open", "closed", "expired", "withdrawn"] as const;
export type StatementState = (typeof statementStates)[number];

/** Why a need or an offer is no more. The first two are what the network is for, and are counted. */
export const closingReasons = ["met-in-network", "met-elsewhere", "no-longer", "mistake"] as const;
export type ClosingReason = (typeof closingReasons)[number];

export const ClosingSchema = Type.Object(
  {
    reason: Type.Enum(closingReasons),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  },
  { additionalProperties: false },
);
export type Closing = Static<typeof ClosingSchema>;

/** Still true: until this day. */
export const RenewalSchema = Type.Object({ validUntil: date }, { additionalProperties: false });
export type Renewal = Static<typeof RenewalSchema>;

const recorded = {
  actorId: ActorIdSchema,
  ...statement,
  state: Type.Enum(statementStates),
  closing: nullable(Type.Object({ reason: Type.Enum(closingReasons), note: nullable(Type.String()) })),
  revision: Type.Integer(),
  createdAt: Type.String({ format: "date-time" }),
  updatedAt: Type.String({ format: "date-time" }),
};

export const NeedSchema = Type.Object({ id: NeedIdSchema, ...recorded });
/** Something an actor looks for. */
export type Need = Static<typeof NeedSchema>;

export const OfferSchema = Type.Object({ id: OfferIdSchema, ...recorded });
/** Something an actor can give. */
export type Offer = Static<typeof OfferSchema>;
