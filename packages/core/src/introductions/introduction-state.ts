/** `proposed`: one side said yes. `connected`: both did, contacts are open. The rest are ends, but `connected`. */
export const introductionStates = ["proposed", "connected", "declined", "withdrawn", "expired", "concluded"] as const;
export type IntroductionState = (typeof introductionStates)[number];

/** What became of a connection, as its sides report it. */
export const outcomes = ["met", "working-together", "agreement", "no-fit", "no-answer"] as const;
export type Outcome = (typeof outcomes)[number];

/** `acceptOther` is the second yes; `withdraw` is by the side that asked, `decline` by the side that was asked. */
export type IntroductionEvent = "acceptOther" | "decline" | "withdraw" | "ninetyDays" | "outcome";

/** The total table State × Event; `null` is refused (`STATE_CONFLICT`). */
export const introductionTransitions: {
  readonly [State in IntroductionState]: { readonly [Event in IntroductionEvent]: IntroductionState | null };
} = {
  proposed: {
    acceptOther: "connected",
    decline: "declined",
    withdraw: "withdrawn",
    ninetyDays: "expired",
    outcome: null,
  },
  connected: { acceptOther: "connected", decline: null, withdraw: null, ninetyDays: "connected", outcome: "concluded" },
  declined: { acceptOther: null, decline: "declined", withdraw: null, ninetyDays: "declined", outcome: null },
  withdrawn: { acceptOther: null, decline: null, withdraw: "withdrawn", ninetyDays: "withdrawn", outcome: null },
  expired: { acceptOther: null, decline: null, withdraw: null, ninetyDays: "expired", outcome: null },
  concluded: { acceptOther: null, decline: null, withdraw: null, ninetyDays: "concluded", outcome: "concluded" },
};

/** Whether an introduction still takes one of an actor's places (its capacity). */
export function isOpenIntroduction(state: IntroductionState): boolean {
  return state === "proposed" || state === "connected";
}
