import type { Language } from "@milango/core/text";
import {
  type AgendaEditing,
  addDay,
  addNode,
  addTrack,
  type CopiedNode,
  canPlace,
  dissolveNode,
  groupNodes,
  moveNode,
  type NodeKind,
  newNodeId,
  type Place,
  pasteNodes,
  putInParallel,
  removeNode,
  restoreNode,
  rootId,
  setMinutes,
  type TimedNode,
} from "@milango/core/workshops";
import type { UndoManager } from "yjs";
import { type AgendaStore, findNode } from "./agenda-store.ts";

/** What a person can do to the agenda, each as one step that can be undone. */
export interface AgendaHand {
  readonly editing: AgendaEditing;
  readonly undo: UndoManager;
  /** Moves a node one place up or down; at the edge of a group, out of it. False when it stands at the end already. */
  step(id: string, direction: "up" | "down"): boolean;
  canStep(id: string, direction: "up" | "down"): boolean;
  /** Moves nodes to a place, one after the other in the order given. */
  move(ids: readonly string[], place: Place): boolean;
  /** Adds a block or a break after another one, inside a container that is named, or at the end; gives its id. */
  add(
    kind: "block" | "break",
    after: string | undefined,
    title: { language: Language; words: string },
  ): string | undefined;
  addDay(): string;
  addTrack(tracks: string): void;
  group(ids: readonly string[]): string | undefined;
  putInParallel(ids: readonly string[]): string | undefined;
  dissolve(id: string): void;
  /** Puts copied blocks after a node (into a day, or what is empty, unless only `beside` it), or at the end; gives their ids. */
  paste(copied: readonly CopiedNode[], after: string | undefined, beside?: boolean): string[];
  /** Whether a node may stand under this parent, which is not itself nor inside it. */
  canPlace(id: string, parent: string): boolean;
  remove(ids: readonly string[]): void;
  restore(ids: readonly string[]): void;
  /** Sets the minutes of a block as one step. */
  setMinutes(id: string, minutes: number): void;
  /** Closes the present step of the undo, so that what follows is undone by itself. */
  newStep(): void;
}

const minutesOf = { block: 15, break: 5 } as const;

export function createAgendaHand(editing: AgendaEditing, store: AgendaStore, undo: UndoManager): AgendaHand {
  const find = (id: string) => findNode(store.get().timed.nodes, id);

  function placeAfterStep(id: string, direction: "up" | "down"): Place | undefined {
    const found = find(id);
    if (found === undefined) return undefined;
    const { siblings, index, parent } = found;
    const neighbour = siblings[direction === "up" ? index - 1 : index + 1];
    const under = parent?.id ?? rootId;
    if (neighbour !== undefined)
      return direction === "up" ? { parent: under, before: neighbour.id } : { parent: under, after: neighbour.id };
    // Out of a group; a track keeps its blocks until somebody says where else they go.
    if (parent?.kind !== "group") return undefined;
    const above = find(parent.id)?.parent?.id ?? rootId;
    return direction === "up" ? { parent: above, before: parent.id } : { parent: above, after: parent.id };
  }
  const step = <T>(act: () => T): T => {
    undo.stopCapturing();
    return act();
  };
  const move = (ids: readonly string[], place: Place) =>
    step(() => {
      let [next, moved] = [place, false];
      for (const id of ids) {
        if (!moveNode(editing, id, next)) continue;
        [next, moved] = [{ parent: place.parent, after: id }, true];
      }
      return moved;
    });
  /** In a node at its beginning when it holds others and is not to be left `beside`, else after it; at the end when there is none. */
  function placeBy(kind: NodeKind, after: string | undefined, beside: (node: TimedNode) => boolean): Place {
    const found = after === undefined ? undefined : find(after);
    if (found === undefined) {
      const last = store.get().timed.nodes.at(-1);
      return { parent: last?.kind === "day" && canPlace(editing.doc, kind, last.id) ? last.id : rootId };
    }
    const { node, parent } = found;
    if (!beside(node) && canPlace(editing.doc, kind, node.id)) {
      const first = node.kind === "track" ? undefined : node.children[0];
      return first === undefined ? { parent: node.id } : { parent: node.id, before: first.id };
    }
    const under = parent?.id ?? rootId;
    return canPlace(editing.doc, kind, under) ? { parent: under, after: node.id } : { parent: rootId };
  }

  return {
    editing,
    undo,
    move,
    step: (id, direction) => {
      const place = placeAfterStep(id, direction);
      return place !== undefined && move([id], place);
    },
    canStep: (id, direction) => placeAfterStep(id, direction) !== undefined,
    add(kind, after, { language, words }) {
      const id = newNodeId(editing.random);
      const place = placeBy(kind, after, () => false);
      const title = words === "" ? {} : { title: { [language]: words } };
      return step(() => addNode(editing, { id, kind, place, minutes: minutesOf[kind], ...title })) ? id : undefined;
    },
    addDay: () => step(() => addDay(editing)),
    addTrack: (tracks) => step(() => void addTrack(editing, tracks)),
    group: (ids) => step(() => groupNodes(editing, ids)),
    putInParallel: (ids) => step(() => putInParallel(editing, ids)),
    dissolve: (id) => step(() => dissolveNode(editing, id)),
    paste: (copied, after, beside = false) =>
      step(() => {
        const isBeside = (node: TimedNode) => beside || (node.kind !== "day" && node.children.length > 0);
        return pasteNodes(editing, copied, placeBy(copied[0]?.kind ?? "block", after, isBeside));
      }),
    canPlace(id, parent) {
      const moved = find(id)?.node;
      if (moved === undefined || !canPlace(editing.doc, moved.kind, parent)) return false;
      return parent !== id && findNode(moved.children, parent) === undefined;
    },
    remove: (ids) => step(() => ids.forEach((id) => void removeNode(editing, id))),
    restore: (ids) => step(() => ids.forEach((id) => void restoreNode(editing, id))),
    setMinutes: (id, minutes) => step(() => setMinutes(editing, id, minutes)),
    newStep: () => undo.stopCapturing(),
  };
}
