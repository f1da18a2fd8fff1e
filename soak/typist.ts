import * as Y from "yjs";
import { type Dialect, milango } from "../bench/documents/dialects.ts";
import type { RawClient } from "../bench/documents/raw-client.ts";
import { headers } from "./ground.ts";

export const dialect: Dialect = milango(headers);

/**
 * Somebody who types and deletes, and remembers every edit that was acknowledged to it and every one of others that it
 * saw: none of these may be lost. It sends nothing again by itself, so that a loss shows.
 */
export interface Typist {
  readonly doc: Y.Doc;
  /** Updates that must be in the record from now on. */
  readonly promised: Uint8Array[];
  acknowledged: number;
  /** Acknowledgements heard so far, with the time of the last (performance.now()). */
  lastHeardAt: number;
  /** The longest an acknowledgement took, in ms. */
  slowest: number;
  readonly isOpen: boolean;
  close(): void;
}

const outstanding = 24;

/** Opens a document and types until it is closed or the line breaks. */
export async function openTypist(port: number, document: string, options: { pauseMs?: number } = {}): Promise<Typist> {
  const doc = new Y.Doc();
  const text = doc.getText("t");
  const raw = await dialect.open(port, document);
  const sent = new Map<number, { update: Uint8Array; at: number }>();
  let isOpen = true;
  let lastId = 0;
  const ready = Promise.withResolvers<void>();
  const typist = {
    doc,
    promised: [] as Uint8Array[],
    acknowledged: 0,
    lastHeardAt: 0,
    slowest: 0,
    get isOpen() {
      return isOpen;
    },
    close() {
      isOpen = false;
      raw.destroy();
    },
  };
  raw.onClose = () => {
    isOpen = false;
    ready.reject(new Error("closed before it was in step"));
  };
  ready.promise.catch(() => undefined);
  raw.onFrame = (payload) => {
    const said = dialect.hear(payload);
    if (said.acknowledged >= 0) {
      const edit = sent.get(said.acknowledged);
      if (edit === undefined) return;
      sent.delete(said.acknowledged);
      typist.acknowledged++;
      typist.lastHeardAt = performance.now();
      typist.slowest = Math.max(typist.slowest, typist.lastHeardAt - edit.at);
      typist.promised.push(edit.update);
      return;
    }
    if (said.updateAt < 0) return;
    const update = Uint8Array.from(payload.subarray(said.updateAt, said.updateAt + said.updateLength));
    if (!said.isStep2) typist.promised.push(update);
    Y.applyUpdate(doc, update, raw);
    if (said.isStep2) ready.resolve();
  };
  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === raw) return;
    sent.set(++lastId, { update, at: performance.now() });
    raw.send(dialect.update(document, update, lastId));
  });
  for (const frame of dialect.hello(document)) raw.send(frame);
  await ready.promise;
  typeOn(typist, text, sent, options.pauseMs ?? 0);
  return typist;
}

function typeOn(
  typist: { readonly isOpen: boolean },
  text: Y.Text,
  sent: ReadonlyMap<number, unknown>,
  pauseMs: number,
): void {
  const step = () => {
    if (!typist.isOpen) return;
    for (let nth = 0; nth < (pauseMs > 0 ? 1 : 4) && sent.size < outstanding; nth++) {
      const at = Math.floor(Math.random() * (text.length + 1));
      // As much goes as comes, so that deletions are half of it and a document stays readable.
      if (text.length > 400 || (text.length > 0 && Math.random() < 0.4)) text.delete(Math.min(at, text.length - 1), 1);
      else text.insert(at, String.fromCharCode(97 + (at % 26)));
    }
    setTimeout(step, pauseMs > 0 ? pauseMs : 1);
  };
  step();
}

/** The document as somebody gets it who opens it now. */
export async function coldRead(port: number, document: string): Promise<Y.Doc> {
  const raw: RawClient = await dialect.open(port, document);
  const whole = Promise.withResolvers<Uint8Array>();
  raw.onClose = (code) => whole.reject(new Error(`closed with ${code}`));
  raw.onFrame = (payload) => {
    const { updateAt, updateLength, isStep2 } = dialect.hear(payload);
    if (updateAt >= 0 && isStep2) whole.resolve(Uint8Array.from(payload.subarray(updateAt, updateAt + updateLength)));
  };
  for (const frame of dialect.hello(document)) raw.send(frame);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await whole.promise);
  raw.onClose = undefined;
  raw.destroy();
  return doc;
}

/** How many promised updates change the document: each of these was lost. Equal bytes, so deletions count as well. */
export function lostIn(doc: Y.Doc, promised: readonly Uint8Array[]): number {
  const before = Buffer.from(Y.encodeStateAsUpdate(doc));
  const copy = new Y.Doc();
  Y.applyUpdate(copy, before);
  for (const update of promised) Y.applyUpdate(copy, update);
  if (Buffer.from(Y.encodeStateAsUpdate(copy)).equals(before)) return 0;
  let lost = 0;
  for (const update of promised) {
    const one = new Y.Doc();
    Y.applyUpdate(one, before);
    Y.applyUpdate(one, update);
    if (!Buffer.from(Y.encodeStateAsUpdate(one)).equals(before)) lost++;
  }
  return Math.max(lost, 1);
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries until it works, for at most `ms`; answers how long it took. */
export async function until(what: string, ms: number, works: () => Promise<boolean> | boolean): Promise<number> {
  const begun = performance.now();
  for (;;) {
    if (await Promise.resolve(works()).catch?.(() => false)) return performance.now() - begun;
    if (performance.now() - begun > ms) throw new Error(`${what}: not within ${ms} ms`);
    await sleep(20);
  }
}
