import * as Y from "yjs";

/** The updates of somebody who types: one character each, at the end of what they wrote themselves. */
export function typing(client: number, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  for (let nth = 0; nth < count; nth++) text.insert(nth, "abcdefghijklmnopqrstuvwxyz"[nth % 26] as string);
  doc.destroy();
  return updates;
}

/**
 * The updates of somebody who writes a long text: words in bursts, a few letters taken back, then on at another place.
 * As with text that people wrote, about three edits of ten take letters away.
 */
export function writing(client: number, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  let state = 7;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (let at = 0; updates.length < count; at = below(10) < 7 ? text.length : below(text.length + 1)) {
    for (let left = 4 + below(30); left > 0 && updates.length < count; left--)
      text.insert(at++, "abcdefghijklmnopqrstuvwxyz "[below(27)] as string);
    for (let left = below(16); left > 0 && at > 0 && updates.length < count; left--) text.delete(--at, 1);
  }
  doc.destroy();
  return updates;
}

/** Paragraphs of `bytes` bytes written one after the other by one hand. */
export function paragraphs(client: number, bytes: number, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  const paragraph = "What one offers, another across the sea may need. ".repeat(bytes / 50);
  for (let nth = 0; nth < count; nth++) text.insert(text.length, paragraph);
  doc.destroy();
  return updates;
}

/** A document of `bytes` bytes of text in paragraphs, as one update. */
export function article(bytes: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const text = doc.getText("text");
  while (text.length < bytes) text.insert(text.length, "What one offers, another across the sea may need. ".repeat(10));
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
