import type { QuotedReason } from "@milango/core/matching";

/** The reason the score would lose most without. */
export function strongest(
  reasons: readonly QuotedReason[],
  direction?: QuotedReason["direction"],
): QuotedReason | undefined {
  return reasons
    .filter((reason) => direction === undefined || reason.direction === direction)
    .toSorted((left, right) => right.weight - left.weight || right.strength - left.strength)[0];
}

/** What joins a need and an offer, in the order in which it convinces a reader. */
export type Bond =
  | {
      readonly kind: "concept";
      readonly labels: Readonly<Record<string, string>>;
      readonly words: readonly [string, string] | undefined;
    }
  | { readonly kind: "words"; readonly words: readonly [string, string] }
  | { readonly kind: "sector" };

export function bondOf(reasons: readonly QuotedReason[]): Bond | undefined {
  const inOrder = reasons.toSorted((left, right) => right.weight - left.weight);
  for (const reason of inOrder) {
    const labels = reason.concepts.map(({ id }) => reason.conceptLabels[id]).find((found) => found !== undefined);
    if (labels !== undefined) return { kind: "concept", labels, words: differing(reason) };
  }
  for (const reason of inOrder) {
    const words = reason.words[0];
    if (words !== undefined) return { kind: "words", words };
  }
  return inOrder.some(({ evidence }) => evidence === "sector") ? { kind: "sector" } : undefined;
}

/** Two words that answer each other are worth saying only when they are not the same. */
function differing(reason: QuotedReason): readonly [string, string] | undefined {
  return reason.words.find(([need, offer]) => need.toLowerCase() !== offer.toLowerCase());
}
