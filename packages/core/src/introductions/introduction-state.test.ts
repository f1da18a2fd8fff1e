import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type IntroductionEvent,
  type IntroductionState,
  introductionStates,
  introductionTransitions,
  isOpenIntroduction,
} from "./introduction-state.ts";

const eachEvent: { readonly [Event in IntroductionEvent]: true } = {
  acceptOther: true,
  decline: true,
  withdraw: true,
  ninetyDays: true,
  outcome: true,
};
const events = Object.keys(eachEvent) as IntroductionEvent[];
const ends: readonly IntroductionState[] = ["declined", "withdrawn", "expired", "concluded"];

/** What follows when refused events change nothing, as the record keeps it. */
const after = (state: IntroductionState, event: IntroductionEvent) => introductionTransitions[state][event] ?? state;

describe("an introduction", () => {
  it("has one entry for every state and every event, and no others", () => {
    expect(Object.keys(introductionTransitions).sort()).toEqual([...introductionStates].sort());
    for (const state of introductionStates) {
      expect(Object.keys(introductionTransitions[state]).sort(), state).toEqual([...events].sort());
      for (const event of events) {
        const next = introductionTransitions[state][event];
        if (next !== null) expect(introductionStates, `${state} × ${event}`).toContain(next);
      }
    }
  });

  it("is answered once: both may repeat what they said, nobody may take it back", () => {
    const answers = { acceptOther: "connected", decline: "declined", withdraw: "withdrawn" } as const;
    for (const [event, state] of Object.entries(answers) as [keyof typeof answers, IntroductionState][]) {
      expect(introductionTransitions.proposed[event]).toBe(state);
      expect(introductionTransitions[state][event]).toBe(state);
      for (const other of Object.keys(answers) as (keyof typeof answers)[])
        if (other !== event) expect(introductionTransitions[state][other], `${state} × ${other}`).toBeNull();
    }
  });

  it("is connected by the second yes alone", () => {
    const ways = introductionStates.flatMap((state) =>
      events.filter((event) => state !== "connected" && introductionTransitions[state][event] === "connected"),
    );
    expect(ways).toEqual(["acceptOther"]);
    expect(introductionTransitions.proposed.acceptOther).toBe("connected");
  });

  it("has an outcome only once it is connected", () => {
    const takesOutcome = introductionStates.filter((state) => introductionTransitions[state].outcome !== null);
    expect(takesOutcome).toEqual(["connected", "concluded"]);
  });

  it("expires by time only while it is unanswered, and time is never refused", () => {
    expect(introductionTransitions.proposed.ninetyDays).toBe("expired");
    for (const state of introductionStates.filter((each) => each !== "proposed"))
      expect(introductionTransitions[state].ninetyDays).toBe(state);
  });

  it("takes a place of both actors until it ends", () => {
    expect(introductionStates.filter(isOpenIntroduction)).toEqual(["proposed", "connected"]);
    expect(introductionStates.filter((state) => !isOpenIntroduction(state)).sort()).toEqual([...ends].sort());
  });

  it("never leaves the table, whatever happens in whatever order, and stays where it ended", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (history) => {
        let state: IntroductionState = "proposed";
        let end: IntroductionState | undefined;
        for (const event of history) {
          state = after(state, event);
          expect(introductionStates).toContain(state);
          if (end !== undefined) expect(state).toBe(end);
          if (ends.includes(state)) end = state;
        }
      }),
    );
  });
});
