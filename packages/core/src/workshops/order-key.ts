import { generateKeyBetween, generateNKeysBetween } from "jittered-fractional-indexing";

/**
 * Bits of chance in a key. Two people who insert at the same place at once get the same key once in 4,096 times, and
 * then ids decide; more bits would make every move longer than 60 bytes on the wire.
 */
const jitterBits = 12;

/** A key between two others (nothing: open end), or nothing when there is no room because they are equal or unreadable. */
export function orderKeyBetween(
  low: string | undefined,
  high: string | undefined,
  random: () => number,
): string | undefined {
  try {
    return generateKeyBetween(low ?? null, high ?? null, options(random));
  } catch {
    return undefined;
  }
}

/** Evenly spaced keys for a whole row of siblings. */
export function orderKeys(count: number, random: () => number): string[] {
  return generateNKeysBetween(null, null, count, options(random));
}

function options(random: () => number) {
  return { jitterBits, getRandomBit: () => random() < 0.5 };
}
