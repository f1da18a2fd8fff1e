import { type Cursor, readVarUint, varUintLength, writeVarUint } from "./var-uint.ts";

/** Updates of one document that were committed together, as the log keeps them: each its length (varuint), then its bytes. */
export function packSegment(updates: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const update of updates) size += varUintLength(update.length) + update.length;
  const packed = new Uint8Array(size);
  let at = 0;
  for (const update of updates) {
    at = writeVarUint(packed, at, update.length);
    packed.set(update, at);
    at += update.length;
  }
  return packed;
}

/** The updates of a segment, as views into it. */
export function unpackSegment(packed: Uint8Array): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const cursor: Cursor = { bytes: packed, at: 0 };
  while (cursor.at < packed.length) {
    const length = readVarUint(cursor);
    if (length > packed.length - cursor.at) throw new RangeError("A segment ends too early");
    updates.push(packed.subarray(cursor.at, cursor.at + length));
    cursor.at += length;
  }
  return updates;
}
