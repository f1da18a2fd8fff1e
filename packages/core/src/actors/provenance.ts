import { type Static, Type } from "typebox";
import { ActorIdSchema, PersonIdSchema } from "../identity/ids.ts";
import { ActorPatchSchema } from "./actor.ts";

const instant = Type.String({ format: "date-time" });
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** Where each field of a sheet comes from: `person`, `key`, `correction`, `demo` or `import:<name>`, and since when. */
export const ProvenanceSchema = Type.Record(Type.String(), Type.Object({ source: Type.String(), at: instant }));
export type Provenance = Static<typeof ProvenanceSchema>;

/** One change of a sheet, as those who act for the actor read it. */
export const SheetChangeSchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  at: instant,
  /** Nobody when the person was erased, or an import did it. */
  by: nullable(Type.String({ description: "A name" })),
  source: Type.String(),
  changes: Type.Array(Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
});
export type SheetChange = Static<typeof SheetChangeSchema>;

const note = Type.String({ minLength: 1, maxLength: 1000, pattern: "\\S" });

/** What somebody thinks is wrong on a sheet that is not theirs: new values, a word why, or both. */
export const CorrectionDraftSchema = Type.Object(
  { patch: Type.Optional(ActorPatchSchema), note: Type.Optional(note) },
  { additionalProperties: false, minProperties: 1 },
);
export type CorrectionDraft = Static<typeof CorrectionDraftSchema>;

/** Somebody of the house asks to speak for it. */
export const ClaimDraftSchema = Type.Object({ note: note }, { additionalProperties: false });
export type ClaimDraft = Static<typeof ClaimDraftSchema>;

export const proposalStates = ["open", "accepted", "declined", "withdrawn"] as const;
export type ProposalState = (typeof proposalStates)[number];

/** A correction or a claim, waiting for those who act for the actor, or decided by them. */
export const ProposalSchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  kind: Type.Enum(["correction", "claim"]),
  actor: Type.Object({ id: ActorIdSchema, name: Type.String(), territory: Type.String() }),
  by: nullable(Type.Object({ id: PersonIdSchema, name: Type.String(), email: nullable(Type.String()) })),
  patch: nullable(ActorPatchSchema),
  /** The same fields as they are now. */
  current: nullable(Type.Record(Type.String(), Type.Unknown())),
  note: nullable(Type.String()),
  state: Type.Enum(proposalStates),
  reason: nullable(Type.String()),
  /** Whether the caller may decide. */
  decidable: Type.Boolean(),
  createdAt: instant,
  decidedAt: nullable(instant),
});
export type Proposal = Static<typeof ProposalSchema>;

export const ProposalDecisionSchema = Type.Object(
  { decision: Type.Enum(["accept", "decline"]), reason: Type.Optional(note) },
  { additionalProperties: false },
);
export type ProposalDecision = Static<typeof ProposalDecisionSchema>;
