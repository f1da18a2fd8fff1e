import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** What gateways tell each other about an open document. `origin` is the gateway that speaks. */
export type DocumentWireMessage =
  | {
      readonly origin: number;
      readonly kind: "update";
      readonly position: number;
      readonly update: Uint8Array | undefined;
    }
  | { readonly origin: number; readonly kind: "awareness"; readonly bytes: Uint8Array }
  | { readonly origin: number; readonly kind: "awarenessQuery" };

/** A larger update is announced by its position and read from the database. */
const maxWireUpdate = 400_000;

export function encodeWireMessage(message: DocumentWireMessage): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint32(encoder, message.origin);
  switch (message.kind) {
    case "update":
      encoding.writeUint8(encoder, 0);
      encoding.writeVarUint(encoder, message.position);
      encoding.writeVarUint8Array(
        encoder,
        message.update !== undefined && message.update.length <= maxWireUpdate ? message.update : new Uint8Array(),
      );
      break;
    case "awareness":
      encoding.writeUint8(encoder, 1);
      encoding.writeVarUint8Array(encoder, message.bytes);
      break;
    case "awarenessQuery":
      encoding.writeUint8(encoder, 2);
  }
  return encoding.toUint8Array(encoder);
}

export function decodeWireMessage(bytes: Uint8Array): DocumentWireMessage {
  const decoder = decoding.createDecoder(bytes);
  const origin = decoding.readUint32(decoder);
  const kind = decoding.readUint8(decoder);
  if (kind === 0) {
    const position = decoding.readVarUint(decoder);
    const update = decoding.readVarUint8Array(decoder);
    return { origin, kind: "update", position, update: update.length === 0 ? undefined : update };
  }
  if (kind === 1) return { origin, kind: "awareness", bytes: decoding.readVarUint8Array(decoder) };
  return { origin, kind: "awarenessQuery" };
}
