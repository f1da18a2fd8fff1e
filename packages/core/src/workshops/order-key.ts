import { generateKeyBetween, generateNKeysBetween } from "jittered-fractional-indexing";

/** Longest key a move may write: with it, a move is at most 60 bytes on the wire. */
const longestKey = 9;

/**
 * Bits of chance in a key. Two people who insert at the same place at once get the same key once in 4,096 times, and
 * then ids decide.
 */
const jitterBits = 12;

/** A key between two others (nothing: open end), or nothing when there is no room left there for a short one. */
export function orderKeyBetween(
  low: string | undefined,
  high: string | undefined,
  random: () => number,
): string | undefined {
  return orderKeysBetween(low, high, 1, random)?.[0];
}

/** As many keys in order between two others, or nothing when there is no room: equal, unreadable or too close bounds. */
export function orderKeysBetween(
  low: string | undefined,
  high: string | undefined,
  count: number,
  random: () => number,
): string[] | undefined {
  try {
    const getRandomBit = () => random() < 0.5;
    const keys =
      count === 1
        ? [generateKeyBetween(low ?? null, high ?? null, { jitterBits, getRandomBit })]
        : generateNKeysBetween(low ?? null, high ?? null, count, { jitterBits, getRandomBit });
    return keys.every((key) => key.length <= longestKey) ? keys : undefined;
  } catch {
    // The library throws for bounds in the wrong order and for keys it did not make.
    return undefined;
  }
}
