import { type Static, Type } from "typebox";
import { ActorSchema } from "../actors/actor.ts";
import { ActorIdSchema, IntroductionIdSchema, SuggestionIdSchema } from "../identity/ids.ts";
import { decisions } from "./match-actor.ts";

/** How a need and an offer were found to be about the same thing. */
export const evidenceKinds = ["tag", "concept", "related", "word", "cognate", "sector"] as const;

/**
 * One term of a score: a need met by an offer. `direction` is seen from the actor the suggestion is for: `receive` is
 * its own need met by the partner's offer, `give` the partner's need met by its own offer.
 */
export const ReasonSchema = Type.Object({
  direction: Type.Union([Type.Literal("receive"), Type.Literal("give")]),
  needId: Type.String(),
  /** The id of the offer, or of the actor whose description was read as one. */
  offerId: Type.String(),
  /** How well this offer meets this need, 0–1. */
  strength: Type.Number(),
  /** What the score loses without this reason: exact, leave-one-out, 0–1. */
  weight: Type.Number(),
  /** Concepts that join the two, strongest first. */
  concepts: Type.Array(Type.Object({ id: Type.String(), weight: Type.Number() })),
  evidence: Type.Enum(evidenceKinds),
  /** Words of the two texts that answer each other: [in the need, in the offer]. */
  words: Type.Array(Type.Tuple([Type.String(), Type.String()])),
  weak: Type.Boolean(),
});
export type Reason = Static<typeof ReasonSchema>;

/** A partner as the matchmaker publishes it. */
export const SuggestedSchema = Type.Object({
  partnerId: ActorIdSchema,
  score: Type.Number({ minimum: 0, maximum: 1 }),
  mutual: Type.Boolean(),
  reasons: Type.Array(ReasonSchema),
  sharedLanguages: Type.Array(Type.String()),
  /** Probability with which this partner was shown, 0–1: 1 unless it was picked for exploration. */
  propensity: Type.Number(),
});
export type Suggested = Static<typeof SuggestedSchema>;

export const suggestionStates = ["open", "accepted", "later", "declined", "expired"] as const;
export type SuggestionState = (typeof suggestionStates)[number];

/** The texts a reason rests on, so that it can be read without another request. */
export const QuotedReasonSchema = Type.Object({
  ...ReasonSchema.properties,
  needText: Type.Record(Type.String(), Type.String()),
  offerText: Type.Record(Type.String(), Type.String()),
  conceptLabels: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
});
export type QuotedReason = Static<typeof QuotedReasonSchema>;

/** A suggestion as the actor it is for reads it. */
export const SuggestionSchema = Type.Object({
  id: SuggestionIdSchema,
  actorId: ActorIdSchema,
  partner: ActorSchema,
  score: Type.Number(),
  mutual: Type.Boolean(),
  reasons: Type.Array(QuotedReasonSchema),
  sharedLanguages: Type.Array(Type.String()),
  state: Type.Enum(suggestionStates),
  /** The introduction that an acceptance opened or answered. */
  introductionId: Type.Union([IntroductionIdSchema, Type.Null()]),
  /** The change number of the directory the matchmaker had read when it said this. */
  computedFrom: Type.Integer(),
  updatedAt: Type.String({ format: "date-time" }),
});
export type Suggestion = Static<typeof SuggestionSchema>;

export const DecisionDraftSchema = Type.Object(
  {
    decision: Type.Enum(decisions),
    /** Private: never shown to the partner. */
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  },
  { additionalProperties: false },
);
export type DecisionDraft = Static<typeof DecisionDraftSchema>;
