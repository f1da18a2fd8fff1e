import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** The socket's message types: 0–3 as in y-protocols, from 100 on our own (subprotocol `milango.v1`). */
export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  numbered: 100,
  saved: 101,
  refused: 102,
} as const;
export const syncType = { step1: 0, step2: 1, update: 2 } as const;
export const subprotocol = "milango.v1";

export type ClientMessage =
  | { readonly type: "step1"; readonly stateVector: Uint8Array }
  | {
      readonly type: "update";
      readonly update: Uint8Array;
      readonly isStep2: boolean;
      readonly messageId: number | undefined;
    }
  | { readonly type: "awareness"; readonly bytes: Uint8Array }
  | { readonly type: "queryAwareness" }
  | { readonly type: "unknown" };

/** Reads one frame of a client; throws when it is cut short. */
export function readClientMessage(bytes: Uint8Array): ClientMessage {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  if (type === messageType.sync) return readSync(decoder, undefined);
  if (type === messageType.numbered) return readSync(decoder, decoding.readVarUint(decoder));
  if (type === messageType.awareness) return { type: "awareness", bytes: decoding.readVarUint8Array(decoder) };
  return type === messageType.queryAwareness ? { type: "queryAwareness" } : { type: "unknown" };
}

function readSync(decoder: decoding.Decoder, messageId: number | undefined): ClientMessage {
  const kind = decoding.readVarUint(decoder);
  if (kind === syncType.step1) return { type: "step1", stateVector: decoding.readVarUint8Array(decoder) };
  if (kind !== syncType.step2 && kind !== syncType.update) return { type: "unknown" };
  // The decoder's bytes are a view into the socket's buffer; what is stored must be a copy.
  const update = decoding.readVarUint8Array(decoder).slice();
  return { type: "update", update, isStep2: kind === syncType.step2, messageId };
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export function syncFrame(kind: keyof typeof syncType, bytes: Uint8Array): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    encoding.writeVarUint(encoder, syncType[kind]);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

export function awarenessFrame(bytes: Uint8Array): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, messageType.awareness);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

export function savedFrame(messageId: number, position: number): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, messageType.saved);
    encoding.writeVarUint(encoder, messageId);
    encoding.writeVarUint(encoder, position);
  });
}

/** To our own clients a numbered refusal, to standard ones y-protocols' "permission denied". */
export function refusedFrame(messageId: number | undefined, reason: string): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, messageId === undefined ? messageType.auth : messageType.refused);
    encoding.writeVarUint(encoder, messageId ?? 0);
    encoding.writeVarString(encoder, reason);
  });
}

export function stateVectorOf(clocks: ReadonlyMap<number, number>): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, clocks.size);
    for (const [client, clock] of clocks) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
  });
}
