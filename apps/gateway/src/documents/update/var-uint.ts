/** Variable-length numbers as lib0 writes them: seven bits a byte, the lowest first. */
export function varUintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Writes at `at`; answers where what follows goes. */
export function writeVarUint(target: Uint8Array, at: number, value: number): number {
  let rest = value;
  let next = at;
  while (rest >= 0x80) {
    target[next++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  target[next++] = rest;
  return next;
}

/** A place in bytes from which numbers are read one after the other. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Throws a RangeError where the bytes end too early or the number is too large. */
export function readVarUint(cursor: Cursor): number {
  let value = 0;
  let factor = 1;
  for (;;) {
    const next = cursor.bytes[cursor.at++];
    if (next === undefined || factor > 2 ** 49) throw new RangeError("A number ends too late, or not at all");
    value += (next & 0x7f) * factor;
    if (next < 0x80) return value;
    factor *= 128;
  }
}
