import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import { eventually } from "../../testing/eventually.ts";

/** A message of the server, taken apart: its numbers, then its payload (docs/protocol.md, "Messages"). */
export interface Heard {
  readonly type: number;
  readonly numbers: readonly number[];
  readonly payload: Uint8Array;
}

/** How many numbers follow each type, and whether bytes or a text follow these. */
const forms: Readonly<Record<number, readonly [numbers: number, hasPayload: boolean]>> = {
  0: [1, true],
  1: [0, true],
  2: [1, true],
  101: [2, false],
  102: [1, true],
  104: [2, false],
};

/** Writes one message: numbers as they are, bytes with their length. */
export function message(...parts: readonly (number | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of parts) {
    if (typeof part === "number") encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder);
}

/** A client that says exactly what a test tells it to, and remembers everything it hears. */
export class ProtocolClient {
  readonly heard: Heard[] = [];
  readonly socket: WebSocket;
  closed: number | undefined;

  constructor(url: string, options: { headers?: Readonly<Record<string, string>>; numbered?: boolean } = {}) {
    const { headers = {}, numbered = true } = options;
    this.socket = new WebSocket(url, numbered ? ["milango.v1"] : [], { headers, perMessageDeflate: false });
    this.socket.on("message", (data: Buffer) => this.heard.push(takeApart(data)));
    this.socket.on("close", (code) => {
      this.closed = code;
    });
    this.socket.on("error", () => undefined);
  }

  /** Resolves when the server has asked what we have: then it listens. */
  async ready(): Promise<this> {
    await this.hear(0, ([step]) => step === 0);
    return this;
  }

  say(...parts: readonly (number | Uint8Array)[]): void {
    this.socket.send(message(...parts));
  }

  /** Waits for a message of a type. */
  hear(type: number, fits: (numbers: readonly number[], payload: Uint8Array) => boolean = () => true): Promise<Heard> {
    return eventually(() => this.heard.find((one) => one.type === type && fits(one.numbers, one.payload)));
  }

  /** Sends an update under a number; resolves with `saved` or with why it was refused. */
  async offer(messageId: number, update: Uint8Array, step: 1 | 2 = 2): Promise<string> {
    this.say(100, messageId, step, update);
    const answer = await eventually(() =>
      this.heard.find(({ type, numbers }) => (type === 101 || type === 102) && numbers[0] === messageId),
    );
    return answer.type === 101 ? "saved" : new TextDecoder().decode(answer.payload);
  }

  whenClosed(): Promise<number> {
    return eventually(() => this.closed);
  }

  close(): void {
    this.socket.terminate();
  }
}

function takeApart(data: Buffer): Heard {
  const decoder = decoding.createDecoder(new Uint8Array(data));
  const type = decoding.readVarUint(decoder);
  const [count, hasPayload] = forms[type] ?? [0, false];
  const numbers = Array.from({ length: count }, () => decoding.readVarUint(decoder));
  const payload = hasPayload ? decoding.readVarUint8Array(decoder) : new Uint8Array();
  if (decoding.hasContent(decoder)) throw new Error(`A message of type ${type} goes on`);
  return { type, numbers, payload };
}
