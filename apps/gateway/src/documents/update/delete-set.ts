import { type Cursor, readVarUint } from "./var-uint.ts";

/** What is deleted: for each client the deleted ranges, clock and clock after the last in turn, sorted and apart. */
export type DeleteSet = ReadonlyMap<number, readonly number[]>;

/** Reads the delete set that begins at `begin` of an inspected update. */
export function readDeleteSet(update: Uint8Array, begin: number): DeleteSet {
  const cursor: Cursor = { bytes: update, at: begin };
  const ranges = new Map<number, number[]>();
  for (let clients = readVarUint(cursor); clients > 0; clients--) {
    const client = readVarUint(cursor);
    const own = ranges.get(client) ?? [];
    ranges.set(client, own);
    for (let count = readVarUint(cursor); count > 0; count--) {
      const clock = readVarUint(cursor);
      own.push(clock, clock + readVarUint(cursor));
    }
  }
  for (const [client, own] of ranges) ranges.set(client, joinRanges(own));
  return ranges;
}

/** Whether all that `some` deletes is deleted in `all`. */
export function isDeletedIn(all: DeleteSet, some: DeleteSet): boolean {
  for (const [client, ranges] of some) {
    const held = all.get(client) ?? [];
    for (let at = 0; at < ranges.length; at += 2) {
      const around = rangeAround(held, ranges[at] as number);
      if (around < 0 || (held[around + 1] as number) < (ranges[at + 1] as number)) return false;
    }
  }
  return true;
}

/** Where the last range begins that starts at or before a clock; −1 when there is none. */
function rangeAround(ranges: readonly number[], clock: number): number {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle * 2] as number) <= clock) low = middle + 1;
    else high = middle;
  }
  return (low - 1) * 2;
}

/** Sorts ranges and joins those that touch. */
export function joinRanges(ranges: number[]): number[] {
  if (ranges.length <= 2) return ranges;
  const order = Array.from({ length: ranges.length / 2 }, (_, nth) => nth * 2);
  order.sort((one, other) => (ranges[one] as number) - (ranges[other] as number));
  const joined: number[] = [];
  for (const at of order) {
    const [clock, after] = [ranges[at] as number, ranges[at + 1] as number];
    const reached = joined.at(-1) ?? -1;
    if (reached < clock) joined.push(clock, after);
    else joined[joined.length - 1] = Math.max(reached, after);
  }
  return joined;
}
