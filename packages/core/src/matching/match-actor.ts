import { type Static, Type } from "typebox";
import { ActorKindSchema } from "../actors/kind.ts";
import { ActorIdSchema } from "../identity/ids.ts";
import { LanguageSchema } from "../text/language.ts";
import { localizedTextSchema } from "../text/localized-text.ts";

/** A need or an offer as the matchmaker reads it. */
export const MatchStatementSchema = Type.Object({
  id: Type.String(),
  text: localizedTextSchema(5000),
  concepts: Type.Array(Type.String()),
  sector: Type.Union([Type.String(), Type.Null()]),
  validFrom: Type.Union([Type.String(), Type.Null()]),
  validUntil: Type.Union([Type.String(), Type.Null()]),
  /** True when it is only an actor's description, read as an offer for want of a better one. */
  weak: Type.Optional(Type.Boolean()),
});
export type MatchStatement = Static<typeof MatchStatementSchema>;

export const decisions = ["accept", "later", "decline"] as const;
export type Decision = (typeof decisions)[number];

/** What an actor once answered about a partner. */
export const PastDecisionSchema = Type.Object({
  partnerId: ActorIdSchema,
  decision: Type.Enum(decisions),
  reason: Type.Union([Type.String(), Type.Null()]),
  at: Type.String(),
});
export type PastDecision = Static<typeof PastDecisionSchema>;

/** All the matchmaker knows of an actor: no name, no contact, nothing about persons. */
export const MatchActorSchema = Type.Object({
  id: ActorIdSchema,
  territory: Type.String(),
  kind: ActorKindSchema,
  languages: Type.Array(LanguageSchema),
  sectors: Type.Array(Type.String()),
  capacity: Type.Integer(),
  openIntroductions: Type.Integer(),
  /** Partners never to be suggested: a refusal, or an introduction under way. */
  blocked: Type.Array(ActorIdSchema),
  /** Without it the actor is neither suggested to others nor given suggestions. */
  consentsToMatch: Type.Boolean(),
  needs: Type.Array(MatchStatementSchema),
  offers: Type.Array(MatchStatementSchema),
  decisions: Type.Array(PastDecisionSchema),
});
export type MatchActor = Static<typeof MatchActorSchema>;
