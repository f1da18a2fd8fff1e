import type { Doc } from "yjs";
import {
  agendaNodes,
  compareSiblings,
  deletionOf,
  kindOf,
  type NodeKind,
  nodeMap,
  positionOf,
  rootId,
} from "./agenda-document.ts";
import { orderKeyBetween, orderKeys } from "./order-key.ts";

/** Where to put a node: under a parent, before or after one of its children, at the end when neither is given. */
export interface Place {
  readonly parent: string;
  readonly before?: string;
  readonly after?: string;
}

/** Whether a node of this kind may stand under this parent: days at the top, tracks' children are tracks, blocks hold nothing. */
export function canPlace(doc: Doc, kind: NodeKind, parent: string): boolean {
  if (parent === rootId) return kind !== "track";
  const node = nodeMap(doc, parent);
  if (node === undefined || deletionOf(node) !== undefined || kind === "day") return false;
  const parentKind = kindOf(node);
  if (parentKind === "block" || parentKind === "break") return false;
  return (parentKind === "tracks") === (kind === "track");
}

/** Ids under a node at every depth, each once even where concurrent moves made a circle. */
export function descendantsOf(doc: Doc, id: string): string[] {
  const children = new Map<string, string[]>();
  for (const child of agendaNodes(doc).keys()) {
    const node = nodeMap(doc, child);
    const parent = node === undefined ? undefined : positionOf(node)?.p;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const seen = new Set([id]);
  const found: string[] = [];
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of children.get(next) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      found.push(child);
      waiting.push(child);
    }
  }
  return found;
}

/** Writes a node's place as one value; inside a transaction. */
export function writePlace(doc: Doc, id: string, place: Place, random: () => number): void {
  const siblings = siblingsUnder(doc, place.parent).filter((sibling) => sibling.id !== id);
  const index = placeIndex(siblings, place);
  const key = orderKeyBetween(siblings[index - 1]?.o, siblings[index]?.o, random);
  if (key !== undefined) {
    nodeMap(doc, id)?.set("pos", { p: place.parent, o: key });
    return;
  }
  // Two neighbours with one key (inserted at the same instant on two sides) leave no room: the row is keyed afresh.
  const row = siblings.map((sibling) => sibling.id).toSpliced(index, 0, id);
  const keys = orderKeys(row.length, random);
  row.forEach((sibling, at) => {
    nodeMap(doc, sibling)?.set("pos", { p: place.parent, o: keys[at] });
  });
}

function siblingsUnder(doc: Doc, parent: string): { id: string; o: string }[] {
  const found: { id: string; o: string }[] = [];
  for (const id of agendaNodes(doc).keys()) {
    const node = nodeMap(doc, id);
    if (node === undefined || deletionOf(node) !== undefined) continue;
    const position = positionOf(node);
    if (position?.p === parent) found.push({ id, o: position.o });
  }
  return found.sort(compareSiblings);
}

function placeIndex(siblings: readonly { id: string }[], place: Place): number {
  const before = siblings.findIndex((sibling) => sibling.id === place.before);
  if (before >= 0) return before;
  const after = siblings.findIndex((sibling) => sibling.id === place.after);
  return after >= 0 ? after + 1 : siblings.length;
}
