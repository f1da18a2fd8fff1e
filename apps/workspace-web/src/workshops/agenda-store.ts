import { type AgendaTree, readAgenda, type TimedAgenda, type TimedNode, timeAgenda } from "@milango/core/workshops";
import type { Doc } from "yjs";

/** An agenda as it reads now. */
export interface AgendaView {
  readonly tree: AgendaTree;
  readonly timed: TimedAgenda;
}

/** Keeps the reading of a document up to date; nodes that did not change stay the same objects, so their rows rest. */
export function createAgendaStore(doc: Doc) {
  const listeners = new Set<() => void>();
  let kept = new Map<string, { json: string; node: TimedNode }>();
  let view = read();

  function read(): AgendaView {
    const tree = readAgenda(doc);
    const timed = timeAgenda(tree);
    const next: typeof kept = new Map();
    const steady = (node: TimedNode): TimedNode => {
      const fresh = { ...node, children: node.children.map(steady) };
      const json = JSON.stringify(fresh);
      const before = kept.get(node.id);
      const same = before?.json === json ? before : { json, node: fresh };
      next.set(node.id, same);
      return same.node;
    };
    const nodes = timed.nodes.map(steady);
    kept = next;
    return { tree, timed: { ...timed, nodes } };
  }

  function change(): void {
    view = read();
    for (const listener of listeners) listener();
  }
  doc.on("update", change);

  return {
    get: (): AgendaView => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => doc.off("update", change),
  };
}
export type AgendaStore = ReturnType<typeof createAgendaStore>;

/** Where a node stands among its siblings. */
export interface Whereabouts {
  readonly node: TimedNode;
  readonly siblings: readonly TimedNode[];
  readonly index: number;
  readonly parent: TimedNode | undefined;
}

export function findNode(nodes: readonly TimedNode[], id: string, parent?: TimedNode): Whereabouts | undefined {
  const index = nodes.findIndex((node) => node.id === id);
  const node = nodes[index];
  if (node !== undefined) return { node, siblings: nodes, index, parent };
  for (const container of nodes) {
    const found = findNode(container.children, id, container);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The blocks whose minutes decide when a node ends: its own, or those in it, of tracks only the longest. */
function decidingBlocks(node: TimedNode): readonly TimedNode[] {
  if (node.kind === "tracks") {
    const longest = longestTrack(node);
    return longest === undefined ? [] : decidingBlocks(longest);
  }
  return node.kind === "block" || node.kind === "break" ? [node] : node.children.flatMap(decidingBlocks);
}

/** The track that ends last, when a node holds tracks. */
export function longestTrack(node: TimedNode): TimedNode | undefined {
  return node.kind === "tracks" ? node.children.toSorted((left, right) => right.endsAt - left.endsAt)[0] : undefined;
}

/** Which block to shorten so that a node ends earlier: the longest of those that decide; it spares the others most. */
export function blockToShorten(node: TimedNode): TimedNode | undefined {
  return decidingBlocks(node).toSorted((left, right) => right.minutes - left.minutes)[0];
}
