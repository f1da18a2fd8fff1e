import type { Language } from "@milango/core/text";
import {
  type AgendaEditing,
  addNode,
  canPlace,
  moveNode,
  newNodeId,
  type Place,
  removeNode,
  restoreNode,
  rootId,
  setMinutes,
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
  move(id: string, place: Place): boolean;
  /** Adds a block or a break after another one, or at the end; gives its id. */
  add(
    kind: "block" | "break",
    after: string | undefined,
    title: { language: Language; words: string },
  ): string | undefined;
  remove(id: string): void;
  restore(id: string): void;
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
  const move = (id: string, place: Place) => step(() => moveNode(editing, id, place));

  return {
    editing,
    undo,
    move,
    step: (id, direction) => {
      const place = placeAfterStep(id, direction);
      return place !== undefined && move(id, place);
    },
    canStep: (id, direction) => placeAfterStep(id, direction) !== undefined,
    add(kind, after, { language, words }) {
      const id = newNodeId(editing.random);
      const found = after === undefined ? undefined : find(after);
      const parent = found?.parent?.id ?? rootId;
      const place =
        found !== undefined && canPlace(editing.doc, kind, parent)
          ? { parent, after: found.node.id }
          : { parent: rootId };
      const title = words === "" ? {} : { title: { [language]: words } };
      return step(() => addNode(editing, { id, kind, place, minutes: minutesOf[kind], ...title })) ? id : undefined;
    },
    remove: (id) => step(() => removeNode(editing, id)),
    restore: (id) => step(() => restoreNode(editing, id)),
    setMinutes: (id, minutes) => step(() => setMinutes(editing, id, minutes)),
    newStep: () => undo.stopCapturing(),
  };
}
