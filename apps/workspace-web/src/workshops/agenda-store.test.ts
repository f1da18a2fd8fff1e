import { type AgendaEditing, initialiseAgenda, moveNode, rootId, setMinutes } from "@milango/core/workshops";
import { expect, test } from "vitest";
import { Doc } from "yjs";
import { blockToShorten, createAgendaStore, findNode } from "./agenda-store.ts";

function agenda() {
  const doc = new Doc();
  const random = () => 0.5;
  initialiseAgenda(doc, {
    title: { fr: "Essai" },
    startsAt: Date.UTC(2026, 1, 18, 19),
    territories: ["MF", "CR"],
    random,
    nodes: [
      { id: "a", title: { fr: "Accueil" }, minutes: 10 },
      {
        id: "t",
        kind: "tracks",
        title: {},
        children: [
          { id: "ta", kind: "track", title: { fr: "A" }, children: [{ id: "a1", title: { fr: "A1" }, minutes: 20 }] },
          { id: "tb", kind: "track", title: { fr: "B" }, children: [{ id: "b1", title: { fr: "B1" }, minutes: 35 }] },
        ],
      },
      { id: "z", title: { fr: "Fin" }, minutes: 10 },
    ],
  });
  const editing: AgendaEditing = { doc, origin: "test", by: "me", now: () => 0, random };
  return { doc, editing, store: createAgendaStore(doc) };
}

test("a row that did not change stays the same object, those after it move in time", () => {
  const { editing, store } = agenda();
  const before = store.get().timed.nodes;
  setMinutes(editing, "b1", 40);
  const after = store.get().timed.nodes;
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect((after[2]?.startsAt ?? 0) - (before[2]?.startsAt ?? 0)).toBe(5 * 60_000);
});

test("listeners hear of every change until they leave", () => {
  const { editing, store } = agenda();
  let heard = 0;
  const leave = store.subscribe(() => heard++);
  moveNode(editing, "z", { parent: rootId, before: "a" });
  leave();
  setMinutes(editing, "a", 5);
  expect(heard).toBe(1);
  expect(store.get().timed.nodes.map(({ id }) => id)).toEqual(["z", "a", "t"]);
});

test("nodes are found at every depth, and what is shortened is the longest block of the longest track", () => {
  const { store } = agenda();
  const { nodes } = store.get().timed;
  expect(findNode(nodes, "b1")?.parent?.id).toBe("tb");
  expect(findNode(nodes, "nobody")).toBeUndefined();
  const tracks = findNode(nodes, "t")?.node;
  expect(tracks === undefined ? undefined : blockToShorten(tracks)?.id).toBe("b1");
});
