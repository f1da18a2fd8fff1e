import * as Y from "yjs";
import { largestUpdate } from "./merge-batch.ts";
import type { NumberedUpdate, Unsaved } from "./unsaved.ts";

/** Whether the document has something that a server at these clocks has not. */
export function lacksOurs(doc: Y.Doc, clocks: ReadonlyMap<number, number>): boolean {
  const ours = Y.decodeStateVector(Y.encodeStateVector(doc));
  return [...ours].some(([client, clock]) => clock > (clocks.get(client) ?? 0));
}

/**
 * What to say to a server that told what it has. Mostly one update takes the place of all unsaved ones; when that would
 * be a large frame and the unsaved ones say it all, they go one by one.
 */
export function answerStep1(
  doc: Y.Doc,
  stateVector: Uint8Array,
  unsaved: Unsaved,
): { readonly updates: readonly NumberedUpdate[]; readonly isStep2: boolean } {
  const missing = Y.encodeStateAsUpdate(doc, stateVector);
  if (missing.length > largestUpdate && saysItAll(doc, stateVector, unsaved.all())) {
    return { updates: unsaved.all(), isStep2: false };
  }
  return { updates: [unsaved.replaceAll(missing)], isStep2: true };
}

function saysItAll(doc: Y.Doc, stateVector: Uint8Array, entries: readonly NumberedUpdate[]): boolean {
  const clocks = Y.decodeStateVector(stateVector);
  for (const { update } of entries) {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, start] of from) {
      const known = clocks.get(client) ?? 0;
      if (start > known) return false;
      clocks.set(client, Math.max(known, to.get(client) ?? 0));
    }
  }
  return !lacksOurs(doc, clocks);
}
