import { type Doc, UndoManager, Map as YMap, YMapEvent } from "yjs";
import { agendaMeta, agendaNodes } from "./agenda-document.ts";

/** Nodes are made under this origin, which no undo follows: see `addNode`. */
export const creationOrigin = "milango:creation";
const repairOrigin = "milango:repair";

/** Values without which a node or a workshop has no meaning: undo may change them, never take them away. */
const lasting = new Set(["pos", "minutes", "kind", "startsAt", "territories", "status"]);

/**
 * One undo for the tab, over what this person did only (`origin`). It covers the whole document, so texts that appear
 * later are in its reach too, and it never overwrites what somebody else wrote since in the same value.
 * `captureTimeout`: changes closer than so many ms are one step.
 */
export function createAgendaUndo(doc: Doc, origin: unknown, options: { captureTimeout?: number } = {}): UndoManager {
  const undo = new UndoManager(doc, {
    trackedOrigins: new Set([origin]),
    ignoreRemoteMapChanges: false,
    captureTimeout: options.captureTimeout ?? 500,
  });
  const keepLasting = (events: readonly unknown[], transaction: { origin: unknown }) => {
    if (transaction.origin !== undo) return;
    for (const event of events) if (event instanceof YMapEvent) putBack(doc, event);
  };
  const watched = [agendaNodes(doc), agendaMeta(doc)];
  for (const map of watched) map.observeDeep(keepLasting);
  doc.on("destroy", () => undo.destroy());
  return undo;
}

/**
 * Undoing a change that somebody else changed too removes ours and brings nothing back, and the value would be gone;
 * so what stood before the undo is written again, untracked.
 */
function putBack(doc: Doc, event: YMapEvent<unknown>): void {
  const { target } = event;
  for (const [key, { action, oldValue }] of event.changes.keys) {
    if (action !== "delete" || !lasting.has(key) || !(target instanceof YMap)) continue;
    doc.transact(() => target.set(key, oldValue), repairOrigin);
  }
}
