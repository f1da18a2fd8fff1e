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
import { orderKeyBetween, orderKeysBetween } from "./order-key.ts";

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
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [child]);
    else siblings.push(child);
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

/**
 * The order key that puts a node at a place. Where its neighbours leave no room, because their keys are equal (made at
 * the same instant on two sides) or too close, as few of them as needed are keyed afresh, each in an update of its own.
 */
export function orderKeyAt(doc: Doc, id: string, place: Place, random: () => number, origin: unknown): string {
  const siblings = siblingsUnder(doc, place.parent).filter((sibling) => sibling.id !== id);
  const index = placeIndex(siblings, place);
  const key = orderKeyBetween(siblings[index - 1]?.o, siblings[index]?.o, random);
  if (key !== undefined) return key;
  for (let reach = 2; ; reach *= 2) {
    const from = Math.max(0, index - reach);
    const to = Math.min(siblings.length, index + reach);
    const count = to - from + 1;
    const keys = orderKeysBetween(siblings[from - 1]?.o, siblings[to]?.o, count, random);
    if (keys === undefined && count <= siblings.length) continue;
    if (keys === undefined) throw new RangeError(`no room for ${count} nodes under one parent`);
    siblings.slice(from, to).forEach((sibling, at) => {
      const o = keys[at < index - from ? at : at + 1];
      doc.transact(() => nodeMap(doc, sibling.id)?.set("pos", { p: place.parent, o }), origin);
    });
    return keys[index - from] ?? "";
  }
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
