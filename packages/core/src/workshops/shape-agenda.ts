import { rootId } from "./agenda-document.ts";
import { type AgendaEditing, addNode, moveNode, removeNode } from "./edit-agenda.ts";
import { newNodeId } from "./new-node.ts";
import { type AgendaNode, readAgenda } from "./read-agenda.ts";

/**
 * Larger changes of an agenda's shape, each made of the plain ones, so that what two people do at once merges as those
 * do. Not to be called inside a transaction.
 */

/** Puts nodes into a new group where the first of them stands; gives its id, or nothing when they cannot stand in one. */
export function groupNodes(editing: AgendaEditing, ids: readonly string[]): string | undefined {
  const group = addBefore(editing, ids[0], "group");
  if (group === undefined) return undefined;
  for (const id of ids) moveNode(editing, id, { parent: group });
  return group;
}

/**
 * Puts nodes side by side, a track for each, where the first of them stands; one alone gets an empty track beside it.
 * Gives the id of the tracks.
 */
export function putInParallel(editing: AgendaEditing, ids: readonly string[]): string | undefined {
  const tracks = addBefore(editing, ids[0], "tracks");
  if (tracks === undefined) return undefined;
  for (const id of ids) {
    const track = addTrack(editing, tracks);
    moveNode(editing, id, { parent: track });
  }
  if (ids.length === 1) addTrack(editing, tracks);
  return tracks;
}

/** Adds an empty track beside the others; gives its id. */
export function addTrack(editing: AgendaEditing, tracks: string): string {
  const id = newNodeId(editing.random);
  addNode(editing, { id, kind: "track", place: { parent: tracks } });
  return id;
}

/** Takes a group, a day or tracks away and leaves what is in them where they stood, one after the other. */
export function dissolveNode(editing: AgendaEditing, id: string): void {
  const node = find(readAgenda(editing.doc).nodes, id);
  if (node === undefined || node.children.length === 0) return;
  const parent = node.parentId ?? rootId;
  const inside = node.kind === "tracks" ? node.children.flatMap((track) => track.children) : node.children;
  for (const child of inside) moveNode(editing, child.id, { parent, before: id });
  removeNode(editing, id);
}

/**
 * Adds a day at the end; the first time, what stands there becomes the first day. Gives its id. Without a fixed start
 * it begins at the hour of the day before it.
 */
export function addDay(editing: AgendaEditing): string {
  const { nodes } = readAgenda(editing.doc);
  if (!nodes.some(({ kind }) => kind === "day")) {
    const first = newNodeId(editing.random);
    const start = nodes[0] === undefined ? {} : { before: nodes[0].id };
    addNode(editing, { id: first, kind: "day", place: { parent: rootId, ...start } });
    for (const { id } of nodes) moveNode(editing, id, { parent: first });
  }
  const id = newNodeId(editing.random);
  addNode(editing, { id, kind: "day", place: { parent: rootId } });
  return id;
}

function addBefore(editing: AgendaEditing, first: string | undefined, kind: "group" | "tracks"): string | undefined {
  const node = first === undefined ? undefined : find(readAgenda(editing.doc).nodes, first);
  if (node === undefined || node.kind === "day" || node.kind === "track") return undefined;
  const id = newNodeId(editing.random);
  const place = { parent: node.parentId ?? rootId, before: node.id };
  return addNode(editing, { id, kind, place }) ? id : undefined;
}

function find(nodes: readonly AgendaNode[], id: string): AgendaNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : find(node.children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
