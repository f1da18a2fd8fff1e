import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decisions } from "./match-actor.ts";
import { type SuggestionState, suggestionStates } from "./suggestion.ts";
import { type SuggestionEvent, suggestionTransitions } from "./suggestion-state.ts";

const eachEvent: { readonly [Event in SuggestionEvent]: true } = {
  accept: true,
  later: true,
  decline: true,
  suggested: true,
  changed: true,
  dropped: true,
  thirtyDays: true,
};
const events = Object.keys(eachEvent) as SuggestionEvent[];
const fromElsewhere = events.filter((event) => !decisions.some((decision) => decision === event));
const after = (state: SuggestionState, event: SuggestionEvent) => suggestionTransitions[state][event] ?? state;

describe("a suggestion", () => {
  it("has one entry for every state and every event, and no others", () => {
    expect(Object.keys(suggestionTransitions).sort()).toEqual([...suggestionStates].sort());
    for (const state of suggestionStates) {
      expect(Object.keys(suggestionTransitions[state]).sort(), state).toEqual([...events].sort());
      for (const event of events) {
        const next = suggestionTransitions[state][event];
        if (next !== null) expect(suggestionStates, `${state} × ${event}`).toContain(next);
      }
    }
  });

  it("goes from open to accepted, later or declined as its actor answers, and expires when it leaves the list", () => {
    const { accept, later, decline, dropped } = suggestionTransitions.open;
    expect([accept, later, decline, dropped]).toEqual(["accepted", "later", "declined", "expired"]);
  });

  it("comes back from “later” when what it rests on changed or after thirty days, not for being suggested again", () => {
    const { changed, thirtyDays, suggested, dropped } = suggestionTransitions.later;
    expect([changed, thirtyDays]).toEqual(["open", "open"]);
    expect([suggested, dropped]).toEqual(["later", "later"]);
  });

  it("can still be accepted or declined from “later”", () => {
    expect([suggestionTransitions.later.accept, suggestionTransitions.later.decline]).toEqual(["accepted", "declined"]);
  });

  it("opens again when a partner that left the list returns to it", () => {
    expect([suggestionTransitions.expired.suggested, suggestionTransitions.expired.changed]).toEqual(["open", "open"]);
  });

  it("may be given the same answer twice, and no other once it was accepted or declined", () => {
    expect(decisions.map((decision) => suggestionTransitions.accepted[decision])).toEqual(["accepted", null, null]);
    expect(decisions.map((decision) => suggestionTransitions.declined[decision])).toEqual([null, null, "declined"]);
    expect(suggestionTransitions.later.later).toBe("later");
  });

  it("never refuses what the matchmaker says or time brings", () => {
    for (const state of suggestionStates)
      for (const event of fromElsewhere)
        expect(suggestionTransitions[state][event], `${state} × ${event}`).not.toBeNull();
  });

  it("never leaves the table, and what was accepted or declined stands whatever follows", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (history) => {
        let state: SuggestionState = "open";
        let answered: SuggestionState | undefined;
        for (const event of history) {
          state = after(state, event);
          expect(suggestionStates).toContain(state);
          if (answered !== undefined) expect(state).toBe(answered);
          if (state === "accepted" || state === "declined") answered = state;
        }
      }),
    );
  });
});
