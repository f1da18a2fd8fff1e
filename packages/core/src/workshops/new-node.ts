import * as Y from "yjs";
import type { DeletionMark, NodeKind, NodeMap, Position } from "./agenda-document.ts";

export interface NewNode {
  readonly kind: NodeKind;
  readonly pos: Position;
  readonly minutes?: number;
  readonly lock?: number;
  readonly category?: string;
  readonly deleted?: DeletionMark;
}

/** The parts of a node that are maps of their own; all are made with it, for one made later on two sides loses one. */
export const nodeParts = ["translation", "actors", "people", "links", "outcome"] as const;
export type NodePart = (typeof nodeParts)[number];

/** A node ready to be set into `nodes`. */
export function newNode(node: NewNode): NodeMap {
  const map: NodeMap = new Y.Map();
  map.set("kind", node.kind);
  map.set("pos", node.pos);
  map.set("minutes", wholeMinutes(node.minutes ?? 0));
  if (node.lock !== undefined) map.set("lock", node.lock);
  if (node.category !== undefined) map.set("category", node.category);
  if (node.deleted !== undefined) map.set("deleted", node.deleted);
  for (const part of nodeParts) map.set(part, new Y.Map());
  return map;
}

/** Whole minutes from 0 to a day: what a block may last. */
export function wholeMinutes(minutes: number): number {
  return Number.isFinite(minutes) ? Math.min(1440, Math.max(0, Math.round(minutes))) : 0;
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Ten random characters: 62¹⁰ ids, so two people offline never take the same one. */
export function newNodeId(random: () => number): string {
  let id = "";
  while (id.length < 10) id += alphabet.charAt(Math.floor(random() * alphabet.length));
  return id;
}
