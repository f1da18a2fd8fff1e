import { type Cursor, readVarUint, varUintLength, writeVarUint } from "./update/var-uint.ts";

/** The socket's message types: 0–3 as in y-protocols, from 100 on our own (subprotocol `milango.v1`, docs/protocol.md). */
export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  numbered: 100,
  saved: 101,
  refused: 102,
  hello: 103,
  position: 104,
} as const;
const syncType = { step1: 0, step2: 1, update: 2 } as const;
export const subprotocol = "milango.v1";

/** What a client's frame says; `begin` and `end` are where its payload stands in the frame. */
export interface ClientFrame {
  readonly kind: "step1" | "step2" | "update" | "awareness" | "queryAwareness" | "unknown";
  /** The number under which the sender wants to hear of an update; −1 when it does not. */
  readonly messageId: number;
  /** The position and the generation a client says it has; −1 when it says none. */
  readonly position: number;
  readonly generation: number;
  readonly begin: number;
  readonly end: number;
}

const read = {
  kind: "unknown" as ClientFrame["kind"],
  messageId: -1,
  position: -1,
  generation: -1,
  begin: 0,
  end: 0,
};
const cursor: { bytes: Uint8Array; at: number } = { bytes: new Uint8Array(), at: 0 };

/** Reads a frame of a client into the one `ClientFrame` there is; throws a RangeError when it is cut short. */
export function readClientFrame(bytes: Uint8Array): ClientFrame {
  cursor.bytes = bytes;
  cursor.at = 0;
  read.kind = "unknown";
  read.messageId = -1;
  read.position = -1;
  read.generation = -1;
  switch (readVarUint(cursor)) {
    case messageType.sync:
      return readSync();
    case messageType.numbered:
      read.messageId = readVarUint(cursor);
      return readSync();
    case messageType.hello:
      read.position = readVarUint(cursor);
      read.generation = readVarUint(cursor);
      return readPayload("step1");
    case messageType.awareness:
      return readPayload("awareness");
    case messageType.queryAwareness:
      read.kind = "queryAwareness";
      return read;
    default:
      return read;
  }
}

function readSync(): ClientFrame {
  const kind = readVarUint(cursor);
  if (kind === syncType.step1) return readPayload("step1");
  if (kind === syncType.step2) return readPayload("step2");
  return kind === syncType.update ? readPayload("update") : read;
}

function readPayload(kind: ClientFrame["kind"]): ClientFrame {
  const length = readVarUint(cursor);
  if (length > cursor.bytes.length - cursor.at) throw new RangeError("A frame ends too early");
  read.kind = kind;
  read.begin = cursor.at;
  read.end = cursor.at + length;
  return read;
}

/** Reads a state vector: client → the clock after the last. Throws a RangeError when it is cut short. */
export function readStateVector(bytes: Uint8Array, begin = 0, end = bytes.length): Map<number, number> {
  const from: Cursor = { bytes: bytes.subarray(begin, end), at: 0 };
  const count = readVarUint(from);
  if (count > end - begin) throw new RangeError("A state vector announces more clients than it has bytes");
  const clocks = new Map<number, number>();
  for (let index = 0; index < count; index++) clocks.set(readVarUint(from), readVarUint(from));
  return clocks;
}

export function writeStateVector(clocks: ReadonlyMap<number, number>): Uint8Array {
  let size = varUintLength(clocks.size);
  for (const [client, clock] of clocks) size += varUintLength(client) + varUintLength(clock);
  const bytes = new Uint8Array(size);
  let at = writeVarUint(bytes, 0, clocks.size);
  for (const [client, clock] of clocks) at = writeVarUint(bytes, writeVarUint(bytes, at, client), clock);
  return bytes;
}

/** A message as one WebSocket frame: the numbers at its beginning, then a payload with its length. */
export function framed(head: readonly number[], payload: Uint8Array): Buffer {
  let size = varUintLength(payload.length) + payload.length;
  for (const value of head) size += varUintLength(value);
  const frame = Buffer.allocUnsafe(headerLength(size) + size);
  let at = writeHeader(frame, 0, size);
  for (const value of head) at = writeVarUint(frame, at, value);
  at = writeVarUint(frame, at, payload.length);
  frame.set(payload, at);
  return frame;
}

export const step1Frame = (stateVector: Uint8Array): Buffer => framed([messageType.sync, syncType.step1], stateVector);
export const step2Frame = (update: Uint8Array): Buffer => framed([messageType.sync, syncType.step2], update);
export const awarenessFrame = (bytes: Uint8Array): Buffer => framed([messageType.awareness], bytes);

/** How far the log has come, and which generation of it this is: a client that says so later is spared what it has. */
export function positionFrame(position: number, generation: number): Buffer {
  return numbersFrame([messageType.position, position, generation]);
}

/** To our own clients a numbered refusal, to standard ones y-protocols' "permission denied". */
export function refusedFrame(messageId: number | undefined, reason: string): Buffer {
  const head = messageId === undefined ? [messageType.auth, 0] : [messageType.refused, messageId];
  return framed(head, Buffer.from(reason));
}

function numbersFrame(numbers: readonly number[]): Buffer {
  let size = 0;
  for (const value of numbers) size += varUintLength(value);
  const frame = Buffer.allocUnsafe(headerLength(size) + size);
  let at = writeHeader(frame, 0, size);
  for (const value of numbers) at = writeVarUint(frame, at, value);
  return frame;
}

export function savedFrame(messageId: number, position: number): Buffer {
  return numbersFrame([messageType.saved, messageId, position]);
}

/** How many bytes the frame takes that tells a sender that its update was saved. */
export function savedLength(messageId: number, position: number): number {
  return 3 + varUintLength(messageId) + varUintLength(position);
}

export function writeSaved(target: Uint8Array, begin: number, messageId: number, position: number): number {
  const at = writeHeader(target, begin, 1 + varUintLength(messageId) + varUintLength(position));
  target[at] = messageType.saved;
  return writeVarUint(target, writeVarUint(target, at + 1, messageId), position);
}

/** How many bytes an update takes as a frame of the standard protocol. */
export function updateLength(length: number): number {
  const size = 2 + varUintLength(length) + length;
  return headerLength(size) + size;
}

export function writeUpdate(target: Uint8Array, begin: number, update: Uint8Array): number {
  let at = writeHeader(target, begin, 2 + varUintLength(update.length) + update.length);
  target[at] = messageType.sync;
  target[at + 1] = syncType.update;
  at = writeVarUint(target, at + 2, update.length);
  target.set(update, at);
  return at + update.length;
}

/** RFC 6455: a server's frames are not masked; ours are binary and whole. */
function headerLength(size: number): number {
  return size < 126 ? 2 : size < 65_536 ? 4 : 10;
}

function writeHeader(target: Uint8Array, at: number, size: number): number {
  target[at] = 0x82;
  if (size < 126) {
    target[at + 1] = size;
    return at + 2;
  }
  if (size < 65_536) {
    target[at + 1] = 126;
    target[at + 2] = size >>> 8;
    target[at + 3] = size & 0xff;
    return at + 4;
  }
  target[at + 1] = 127;
  for (let index = 0; index < 8; index++) target[at + 2 + index] = Math.floor(size / 2 ** (8 * (7 - index))) & 0xff;
  return at + 10;
}
