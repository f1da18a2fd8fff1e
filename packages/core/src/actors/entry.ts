import { type Static, Type } from "typebox";
import { NeedSchema, OfferSchema } from "../needs/need.ts";
import { ActorSchema, ContactSchema } from "./actor.ts";
import { ProvenanceSchema } from "./provenance.ts";

/** An actor with what it needs and offers at present: a row of the directory. */
export const ActorEntrySchema = Type.Object({
  ...ActorSchema.properties,
  needs: Type.Array(NeedSchema),
  offers: Type.Array(OfferSchema),
});
export type ActorEntry = Static<typeof ActorEntrySchema>;

/** An actor's own page: the entry, and its contacts when the caller may see them, else nothing. */
export const ActorPageSchema = Type.Object({
  ...ActorEntrySchema.properties,
  contacts: Type.Union([Type.Array(ContactSchema), Type.Null()]),
  provenance: ProvenanceSchema,
  /** Whether somebody speaks for it here. */
  represented: Type.Boolean(),
  /** What the caller asked about it that is not decided yet. */
  proposed: Type.Array(Type.Enum(["correction", "claim"])),
  /** Whether the caller may act for this actor. */
  mine: Type.Boolean(),
});
export type ActorPage = Static<typeof ActorPageSchema>;

const counts = Type.Record(Type.String(), Type.Integer());
/** How many actors the present filters leave, by value; each facet ignores its own filter. */
export const ActorFacetsSchema = Type.Object({
  total: Type.Integer(),
  territory: counts,
  sector: counts,
  kind: counts,
  language: counts,
  legalForm: counts,
});
export type ActorFacets = Static<typeof ActorFacetsSchema>;
