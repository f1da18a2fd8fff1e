import * as encoding from "lib0/encoding";
import { clientFrame, openRaw, type RawClient } from "./raw-client.ts";

/** What a server says that matters here. */
export interface Heard {
  /** Where an update begins in the payload; −1 when it is none. */
  updateAt: number;
  updateLength: number;
  isStep2: boolean;
  /** The number of an update that is acknowledged; −1 when none is. A server that does not say which says 0. */
  acknowledged: number;
}

/** How one speaks with one of the servers. */
export interface Dialect {
  open(port: number, document: string): Promise<RawClient>;
  /** Frames with which a client that knows nothing begins. */
  hello(document: string, stateVector?: Uint8Array): Buffer[];
  update(document: string, update: Uint8Array, messageId: number): Buffer;
  step2(document: string, update: Uint8Array): Buffer;
  awareness(document: string, bytes: Uint8Array): Buffer;
  hear(payload: Buffer): Heard;
}

const heard: Heard = { updateAt: -1, updateLength: 0, isStep2: false, acknowledged: -1 };

function write(fill: (encoder: encoding.Encoder) => void): Buffer {
  const encoder = encoding.createEncoder();
  fill(encoder);
  return clientFrame(encoding.toUint8Array(encoder));
}

function readUint(payload: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  let factor = 1;
  let next = at;
  for (;;) {
    const byte = payload[next++] as number;
    value += (byte & 127) * factor;
    if (byte < 128) return [value, next];
    factor *= 128;
  }
}

/** Reads a message that begins at `at` with its type. */
function hearAt(payload: Buffer, begin: number, savedType: number): Heard {
  heard.updateAt = -1;
  heard.isStep2 = false;
  heard.acknowledged = -1;
  const type = payload[begin] as number;
  if (type === 0 || type === 4) {
    const kind = payload[begin + 1] as number;
    if (kind === 1 || kind === 2) {
      const [length, at] = readUint(payload, begin + 2);
      heard.updateAt = at;
      heard.updateLength = length;
      heard.isStep2 = kind === 1;
    }
  } else if (type === savedType) heard.acknowledged = readUint(payload, begin + 1)[0];
  return heard;
}

const emptyVector = new Uint8Array([0]);

/** Ours, with acknowledgements. */
export function milango(headers: Readonly<Record<string, string>>): Dialect {
  return {
    open: (port, document) => openRaw({ port, path: `/api/v1/documents/${document}`, headers, protocol: "milango.v1" }),
    hello: (_, stateVector = emptyVector) => [standard([0, 0], stateVector)],
    update: (_, update, messageId) => standard([100, messageId, 2], update),
    step2: (_, update) => standard([100, 0, 1], update),
    awareness: (_, bytes) => standard([1], bytes),
    hear: (payload) => hearAt(payload, 0, 101),
  };
}

/** The standard protocol, as y-websocket speaks it. */
export const yWebsocket: Dialect = {
  open: (port, document) => openRaw({ port, path: `/${document}` }),
  hello: (_, stateVector = emptyVector) => [standard([0, 0], stateVector)],
  update: (_, update) => standard([0, 2], update),
  step2: (_, update) => standard([0, 1], update),
  awareness: (_, bytes) => standard([1], bytes),
  hear: (payload) => hearAt(payload, 0, -1),
};

function standard(head: readonly number[], payload: Uint8Array): Buffer {
  return write((encoder) => {
    for (const value of head) encoding.writeVarUint(encoder, value);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** Hocuspocus puts the document's name before everything and wants a token first; it acknowledges what it applied. */
export const hocuspocus: Dialect = {
  open: (port) => openRaw({ port, path: "/" }),
  hello: (document, stateVector = emptyVector) => [
    write((encoder) => {
      encoding.writeVarString(encoder, document);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "token");
      encoding.writeVarString(encoder, "4.7.0");
    }),
    named(document, [0, 0], stateVector),
  ],
  update: (document, update) => named(document, [0, 2], update),
  step2: (document, update) => named(document, [0, 1], update),
  awareness: (document, bytes) => named(document, [1], bytes),
  hear(payload) {
    const [length, at] = readUint(payload, 0);
    return hearAt(payload, at + length, 8);
  },
};

function named(document: string, head: readonly number[], payload: Uint8Array): Buffer {
  return write((encoder) => {
    encoding.writeVarString(encoder, document);
    for (const value of head) encoding.writeVarUint(encoder, value);
    encoding.writeVarUint8Array(encoder, payload);
  });
}
