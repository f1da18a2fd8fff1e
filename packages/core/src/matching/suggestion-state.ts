import type { SuggestionState } from "./suggestion.ts";

/**
 * What can happen to a suggestion. From the matchmaker come `suggested` (again, on the same needs and offers), `changed`
 * (on others than before) and `dropped` (no more); the rest comes from people and time.
 */
export type SuggestionEvent = "accept" | "later" | "decline" | "suggested" | "changed" | "dropped" | "thirtyDays";

/**
 * The total table State × Event; `null` is refused (`STATE_CONFLICT`). A decline is final for the pair. A partner
 * that left the list expires, unless somebody answered: what people said stands.
 */
export const suggestionTransitions: {
  readonly [State in SuggestionState]: { readonly [Event in SuggestionEvent]: SuggestionState | null };
} = {
  open: {
    accept: "accepted",
    later: "later",
    decline: "declined",
    suggested: "open",
    changed: "open",
    dropped: "expired",
    thirtyDays: "open",
  },
  accepted: {
    accept: "accepted",
    later: null,
    decline: null,
    suggested: "accepted",
    changed: "accepted",
    dropped: "accepted",
    thirtyDays: "accepted",
  },
  later: {
    accept: "accepted",
    later: "later",
    decline: "declined",
    suggested: "later",
    changed: "open",
    dropped: "later",
    thirtyDays: "open",
  },
  declined: {
    accept: null,
    later: null,
    decline: "declined",
    suggested: "declined",
    changed: "declined",
    dropped: "declined",
    thirtyDays: "declined",
  },
  expired: {
    accept: null,
    later: null,
    decline: "declined",
    suggested: "open",
    changed: "open",
    dropped: "expired",
    thirtyDays: "expired",
  },
};
