import { isUtf8 } from "node:buffer";

/**
 * What an update V1 brings, found without decoding it into a document. There is one of these, filled anew by each
 * inspection: read it before the next one. Lists hold one entry a client that has structs in the update.
 */
export interface Inspection {
  readonly clients: number;
  readonly client: readonly number[];
  /** The clock of a client's first struct, and the clock after its last. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** How many structs a client has, and where their bytes begin and end. */
  readonly count: readonly number[];
  readonly begin: readonly number[];
  readonly end: readonly number[];
  readonly structs: number;
  /** Where the delete set begins, and whether it deletes anything. */
  readonly deletesAt: number;
  readonly deletes: boolean;
  /** Whether all it builds on, and all it deletes, is known or part of it. */
  readonly complete: boolean;
}

/** How far each client is known: the clock after the last. */
export type Known = Pick<ReadonlyMap<number, number>, "get">;

/** Bytes that are no well-formed update: never stored, never relayed. Made once, so it says nothing of where. */
export class MalformedUpdate extends Error {
  constructor() {
    super("The update is malformed");
    this.name = "MalformedUpdate";
  }
}

const malformed = new MalformedUpdate();
const maxDepth = 100;
/** The most clock steps of one client in one update: more than anybody types, less than what fills a memory. */
const maxSteps = 2 ** 24;
/** Beyond this many clients they are looked up in a set, below they are compared one by one. */
const few = 16;

const found = {
  clients: 0,
  client: [] as number[],
  from: [] as number[],
  to: [] as number[],
  count: [] as number[],
  begin: [] as number[],
  end: [] as number[],
  structs: 0,
  deletesAt: 0,
  deletes: false,
  complete: true,
};
/** Client → the clock after the last thing referred to that was not known when it was read. */
const owed = new Map<number, number>();
const many = new Set<number>();

let bytes: Uint8Array = new Uint8Array();
let at = 0;
let stop = 0;
/** Where the text read last begins. */
let textAt = 0;

/**
 * Reads an update V1 (format: yjs 13, `encodeStateAsUpdate`) from end to end: `update[begin..end)`. Work is bounded by
 * the number of bytes: every count is compared with the bytes left before anything is looped over. What Yjs would
 * refuse, or keep pending for ever, is found here. Throws `MalformedUpdate`.
 */
export function inspectUpdate(update: Uint8Array, known: Known, begin = 0, end = update.length): Inspection {
  bytes = update;
  at = begin;
  stop = end;
  found.clients = 0;
  found.structs = 0;
  found.complete = true;
  if (owed.size > 0) owed.clear();
  if (many.size > 0) many.clear();
  const clients = readCount();
  for (let index = 0; index < clients; index++) readClient(known);
  found.deletesAt = at;
  readDeletes(known);
  if (at !== stop) throw malformed;
  if (owed.size > 0) settle();
  return found;
}

/**
 * Passes over the structs of one client that end at or before `until`. Answers where the first other one begins, its
 * clock, and how many were passed. The bytes were inspected before.
 */
export function passStructs(
  update: Uint8Array,
  section: { readonly begin: number; readonly client: number; readonly from: number; readonly count: number },
  until: number,
): { readonly begin: number; readonly clock: number; readonly passed: number } {
  bytes = update;
  at = section.begin;
  stop = update.length;
  let clock = section.from;
  for (let passed = 0; passed < section.count; passed++) {
    const begin = at;
    const after = clock + readStruct(section.client, clock, everything);
    if (after > until) return { begin, clock, passed };
    clock = after;
  }
  return { begin: at, clock, passed: section.count };
}

/** For bytes of our own log: all they lean on is there. */
export const everything: Known = { get: () => Number.POSITIVE_INFINITY };

function readClient(known: Known): void {
  const structs = readCount();
  const client = readVarUint();
  const from = readVarUint();
  if (structs === 0) return;
  const nth = found.clients;
  if (cameBefore(client, nth)) throw malformed;
  found.begin[nth] = at;
  let clock = from;
  for (let index = 0; index < structs; index++) clock += readStruct(client, clock, known);
  if (clock - from > maxSteps || clock > Number.MAX_SAFE_INTEGER) throw malformed;
  found.client[nth] = client;
  found.from[nth] = from;
  found.to[nth] = clock;
  found.count[nth] = structs;
  found.end[nth] = at;
  found.clients = nth + 1;
  found.structs += structs;
  if (from > 0 && from > (known.get(client) ?? 0)) found.complete = false;
}

function cameBefore(client: number, nth: number): boolean {
  if (nth < few) {
    for (let index = 0; index < nth; index++) if (found.client[index] === client) return true;
    return false;
  }
  if (nth === few) for (let index = 0; index < nth; index++) many.add(found.client[index] as number);
  const before = many.size;
  return many.add(client).size === before;
}

/** Reads one struct; answers how many clock steps it takes. */
function readStruct(client: number, clock: number, known: Known): number {
  const info = readByte();
  const kind = info & 0x1f;
  if (kind === 0) return readPositive();
  // 10 is a gap inside an update, the rest is nothing that Yjs knows.
  if (kind > 9) throw malformed;
  if ((info & 0xc0) === 0) {
    const parent = readVarUint();
    if (parent === 1) readText();
    else if (parent === 0) readReference(client, clock, known);
    else throw malformed;
    if ((info & 0x20) !== 0) readText();
  } else {
    if ((info & 0x80) !== 0) readReference(client, clock, known);
    if ((info & 0x40) !== 0) readReference(client, clock, known);
  }
  return readContent(kind);
}

function readReference(client: number, clock: number, known: Known): void {
  const other = readVarUint();
  const what = readVarUint();
  if (other !== client) owe(other, what + 1, known);
  // Nothing leans on what its own author wrote later; what came before is there, or the range itself begins too late.
  else if (what >= clock) throw malformed;
}

/** Notes that a client must be known up to `to`, unless it is. */
function owe(client: number, to: number, known: Known): void {
  if (to <= (known.get(client) ?? 0)) return;
  const before = owed.get(client);
  if (before === undefined || before < to) owed.set(client, to);
}

/** What was owed may stand in the same update. */
function settle(): void {
  for (let index = 0; index < found.clients; index++) {
    const client = found.client[index] as number;
    const to = owed.get(client);
    if (to !== undefined && to <= (found.to[index] as number)) owed.delete(client);
  }
  if (owed.size > 0) found.complete = false;
}

function readContent(kind: number): number {
  switch (kind) {
    case 1: // deleted
      return readPositive();
    case 2: {
      // JSON, as written long ago
      const length = nonZero(readCount());
      for (let index = 0; index < length; index++) readJson(true);
      return length;
    }
    case 3: // binary
      skip(readVarUint());
      return 1;
    case 4: // string
      return nonZero(readText());
    case 5: // embed
      readJson(false);
      return 1;
    case 6: // format
      readText();
      readJson(false);
      return 1;
    case 7: {
      const type = readVarUint();
      if (type > 6) throw malformed;
      if (type === 3 || type === 5) readText();
      return 1;
    }
    case 8: {
      const length = nonZero(readCount());
      for (let index = 0; index < length; index++) readAny(0);
      return length;
    }
    default: // 9, a document
      readText();
      readAny(0);
      return 1;
  }
}

/** lib0's `any`: a tag from 127 down. */
function readAny(depth: number): void {
  if (depth > maxDepth) throw malformed;
  switch (readByte()) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      readVarInt();
      return;
    case 124:
      skip(4);
      return;
    case 123:
    case 122:
      skip(8);
      return;
    case 119:
      readText();
      return;
    case 118: {
      const keys = readCount();
      for (let index = 0; index < keys; index++) {
        if (readText() === proto.length && isProto()) throw malformed;
        readAny(depth + 1);
      }
      return;
    }
    case 117: {
      const length = readCount();
      for (let index = 0; index < length; index++) readAny(depth + 1);
      return;
    }
    case 116:
      skip(readVarUint());
      return;
    default:
      throw malformed;
  }
}

const proto = new TextEncoder().encode("__proto__");
function isProto(): boolean {
  for (let index = 0; index < proto.length; index++) if (bytes[textAt + index] !== proto[index]) return false;
  return true;
}

function readDeletes(known: Known): void {
  const clients = readCount();
  found.deletes = clients > 0;
  for (let index = 0; index < clients; index++) {
    const client = readVarUint();
    const ranges = readCount();
    let to = 0;
    for (let range = 0; range < ranges; range++) {
      const clock = readVarUint();
      const after = clock + readPositive();
      if (after > to) to = after;
    }
    if (to > 0) owe(client, to, known);
  }
}

function readByte(): number {
  if (at >= stop) throw malformed;
  return bytes[at++] as number;
}

function readVarUint(): number {
  if (at >= stop) throw malformed;
  const first = bytes[at++] as number;
  if (first < 0x80) return first;
  let value = first & 0x7f;
  let factor = 128;
  for (;;) {
    if (at >= stop) throw malformed;
    const next = bytes[at++] as number;
    value += (next & 0x7f) * factor;
    if (value > Number.MAX_SAFE_INTEGER) throw malformed;
    if (next < 0x80) return value;
    factor *= 128;
    if (factor > 2 ** 53) throw malformed;
  }
}

function readVarInt(): void {
  let next = readByte();
  let value = next & 0x3f;
  let factor = 64;
  while (next >= 0x80) {
    next = readByte();
    value += (next & 0x7f) * factor;
    if (value > Number.MAX_SAFE_INTEGER) throw malformed;
    factor *= 128;
    if (factor > 2 ** 53) throw malformed;
  }
}

/** A number of things to come, each at least one byte long. */
function readCount(): number {
  const value = readVarUint();
  if (value > stop - at) throw malformed;
  return value;
}

function readPositive(): number {
  return nonZero(readVarUint());
}

function nonZero(length: number): number {
  if (length === 0) throw malformed;
  return length;
}

function skip(length: number): void {
  if (length > stop - at) throw malformed;
  at += length;
}

/** Passes over a text; answers its length in UTF-16 units, which is what Yjs counts. */
function readText(): number {
  const length = readVarUint();
  if (length > stop - at) throw malformed;
  const after = at + length;
  textAt = at;
  while (at < after && (bytes[at] as number) < 0x80) at++;
  if (at === after) return length;
  if (!isUtf8(bytes.subarray(at, after))) throw malformed;
  let units = at - textAt;
  for (; at < after; at++) {
    const byte = bytes[at] as number;
    // A lead byte stands for one unit, or for a pair of surrogates; the bytes that follow it for none.
    if (byte < 0x80 || byte >= 0xc0) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Passes over a text that holds JSON; in lists of old, `undefined` stands for itself. */
function readJson(orUndefined: boolean): void {
  readText();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + textAt, at - textAt).toString();
  if (orUndefined && text === "undefined") return;
  try {
    JSON.parse(text);
  } catch {
    throw malformed;
  }
}
