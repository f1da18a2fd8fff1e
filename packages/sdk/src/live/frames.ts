import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** Message types of the socket: 0–3 as in y-protocols, from 100 on ours (subprotocol `milango.v1`, docs/protocol.md). */
const type = {
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
export const subprotocol = "milango.v1";

export type ServerFrame =
  | { readonly type: "step1"; readonly stateVector: Uint8Array }
  | { readonly type: "update"; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly type: "awareness"; readonly bytes: Uint8Array }
  | { readonly type: "saved"; readonly messageId: number; readonly position: number }
  | { readonly type: "refused"; readonly messageId: number; readonly reason: string }
  | { readonly type: "position"; readonly position: number; readonly generation: number }
  | { readonly type: "other" };

/** Reads one frame of the server; throws when it is cut short. */
export function readFrame(bytes: Uint8Array): ServerFrame {
  const decoder = decoding.createDecoder(bytes);
  const kind = decoding.readVarUint(decoder);
  switch (kind) {
    case type.sync: {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      return step === 0
        ? { type: "step1", stateVector: payload }
        : { type: "update", update: payload, isAnswer: step === 1 };
    }
    case type.awareness:
      return { type: "awareness", bytes: decoding.readVarUint8Array(decoder) };
    case type.saved:
      return { type: "saved", messageId: decoding.readVarUint(decoder), position: decoding.readVarUint(decoder) };
    case type.refused:
      return { type: "refused", messageId: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) };
    case type.position:
      return {
        type: "position",
        position: decoding.readVarUint(decoder),
        generation: decoding.readVarUint(decoder),
      };
    default:
      return { type: "other" };
  }
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

export function step1Frame(stateVector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, type.sync);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint8Array(encoder, stateVector);
  });
}

/** A step 1 that also says how far the sender's copy goes: one that lacks nothing is sent nothing. */
export function helloFrame(
  { position, generation }: { readonly position: number; readonly generation: number },
  stateVector: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, type.hello);
    encoding.writeVarUint(encoder, position);
    encoding.writeVarUint(encoder, generation);
    encoding.writeVarUint8Array(encoder, stateVector);
  });
}

/** An update with a number the server acknowledges it by. `isAnswer`: it answers the server's step 1 and may be large. */
export function numberedFrame(messageId: number, update: Uint8Array, isAnswer: boolean): Uint8Array<ArrayBuffer> {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, type.numbered);
    encoding.writeVarUint(encoder, messageId);
    encoding.writeVarUint(encoder, isAnswer ? 1 : 2);
    encoding.writeVarUint8Array(encoder, update);
  });
}

export function awarenessFrame(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, type.awareness);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}
