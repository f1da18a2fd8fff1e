import * as Y from "yjs";
import { restoreDocument } from "../documents/restore-document.ts";
import { agendaNodes, deletionOf, type NodeMap, nodeMap } from "./agenda-document.ts";
import type { AgendaEditing } from "./edit-agenda.ts";

/**
 * Makes the agenda say again what it said in an earlier state (a whole Yjs update V1): one change, which one's own undo
 * takes back. Blocks that were added since are taken away softly, as by a person, so that what others write in them
 * meanwhile is not lost and they can be brought back.
 */
export function restoreAgenda(editing: AgendaEditing, state: Uint8Array): void {
  const { doc, origin } = editing;
  const wanted = new Y.Doc();
  Y.applyUpdate(wanted, state);
  const deleted = { by: editing.by, at: editing.now() };
  for (const id of agendaNodes(doc).keys()) {
    if (nodeMap(wanted, id) !== undefined) continue;
    const node = nodeMap(doc, id);
    if (node === undefined) continue;
    const kept: NodeMap = node.clone();
    if (deletionOf(node) === undefined) kept.set("deleted", deleted);
    agendaNodes(wanted).set(id, kept);
    keepTexts(doc, wanted, id);
  }
  restoreDocument(doc, wanted, origin);
  wanted.destroy();
}

/** The texts of a block are roots of their own, named after it: they stay as they are. */
function keepTexts(doc: Y.Doc, wanted: Y.Doc, id: string): void {
  for (const name of doc.share.keys()) {
    if (name.startsWith(`${id}/title/`)) wanted.getText(name).applyDelta(doc.getText(name).toDelta());
    else if (name.startsWith(`${id}/body/`)) {
      const parts = doc.getXmlFragment(name).toArray();
      wanted.getXmlFragment(name).insert(
        0,
        parts.flatMap((part) => (part instanceof Y.XmlElement || part instanceof Y.XmlText ? [part.clone()] : [])),
      );
    }
  }
}
