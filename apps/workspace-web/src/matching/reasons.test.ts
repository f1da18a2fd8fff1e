import type { QuotedReason } from "@milango/core/matching";
import { describe, expect, test } from "vitest";
import { bondOf, strongest } from "./reasons.ts";

const reason = (change: Partial<QuotedReason>): QuotedReason => ({
  direction: "receive",
  needId: "n",
  offerId: "o",
  strength: 0.5,
  weight: 0.1,
  concepts: [],
  evidence: "word",
  words: [],
  weak: false,
  needText: {},
  offerText: {},
  conceptLabels: {},
  ...change,
});

test("the strongest reason of a direction is the one the score would lose most without", () => {
  const reasons = [
    reason({ needId: "a", weight: 0.2 }),
    reason({ needId: "b", weight: 0.4 }),
    reason({ needId: "c", weight: 0.9, direction: "give" }),
  ];
  expect(strongest(reasons, "receive")?.needId).toBe("b");
  expect(strongest([], "give")).toBeUndefined();
});

describe("what joins two actors", () => {
  test("is a concept with a label before words, even when words weigh more", () => {
    const labels = { fr: "broyage du verre" };
    const bond = bondOf([
      reason({ weight: 0.9, words: [["arena", "sable"]] }),
      reason({
        weight: 0.2,
        concepts: [{ id: "glass", weight: 1 }],
        conceptLabels: { glass: labels },
        words: [
          ["verre", "Verre"],
          ["bouteilles", "botellas"],
        ],
      }),
    ]);
    expect(bond).toEqual({ kind: "concept", labels, words: ["bouteilles", "botellas"] });
  });

  test("is the shared branch when nothing else speaks", () => {
    expect(bondOf([reason({ evidence: "sector" })])).toEqual({ kind: "sector" });
    expect(bondOf([reason({})])).toBeUndefined();
  });
});
