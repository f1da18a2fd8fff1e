import { type Cursor, readVarUint, varUintLength, writeVarUint } from "./update/var-uint.ts";

/** What gateways tell each other about a document. */
export type DocumentWireMessage =
  /** Updates were committed, the last of them at `position`. Without `bytes` they are to be read from the log. */
  | {
      readonly kind: "segment";
      readonly position: number;
      readonly updates: number;
      readonly bytes: Uint8Array | undefined;
    }
  | { readonly kind: "awareness"; readonly bytes: Uint8Array }
  /** It was opened here: updates and awareness are wanted from now on, and who is present. */
  | { readonly kind: "opened" }
  /** The document was written anew: whoever has it open begins again. */
  | { readonly kind: "generation" };

const kinds = ["segment", "awareness", "opened", "generation"] as const;

/** A larger segment is announced by its position: a message of the bus stays under 512 KB. */
const maxWireBytes = 400_000;

/** `origin` is the gateway that speaks. */
export function encodeWireMessage(origin: number, message: DocumentWireMessage): Uint8Array {
  const numbers = [origin, kinds.indexOf(message.kind)];
  if (message.kind === "segment") numbers.push(message.position, message.updates);
  const payload = "bytes" in message && message.bytes !== undefined ? message.bytes : new Uint8Array();
  const carried = payload.length <= maxWireBytes ? payload : payload.subarray(0, 0);
  let size = carried.length;
  for (const value of numbers) size += varUintLength(value);
  const encoded = new Uint8Array(size);
  let at = 0;
  for (const value of numbers) at = writeVarUint(encoded, at, value);
  encoded.set(carried, at);
  return encoded;
}

/** Throws a RangeError for what no gateway of ours says. */
export function decodeWireMessage(bytes: Uint8Array): {
  readonly origin: number;
  readonly message: DocumentWireMessage;
} {
  const cursor: Cursor = { bytes, at: 0 };
  const origin = readVarUint(cursor);
  const kind = kinds[readVarUint(cursor)];
  switch (kind) {
    case "segment": {
      const position = readVarUint(cursor);
      const updates = readVarUint(cursor);
      const rest = bytes.subarray(cursor.at);
      return { origin, message: { kind, position, updates, bytes: rest.length === 0 ? undefined : rest } };
    }
    case "awareness":
      return { origin, message: { kind, bytes: bytes.subarray(cursor.at) } };
    case "opened":
    case "generation":
      return { origin, message: { kind } };
    default:
      throw new RangeError("An unknown kind of message");
  }
}
