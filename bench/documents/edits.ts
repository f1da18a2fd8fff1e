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
