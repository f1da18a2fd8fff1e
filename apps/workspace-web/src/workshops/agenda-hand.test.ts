import { type AgendaEditing, createAgendaUndo, initialiseAgenda, readTitle } from "@milango/core/workshops";
import { expect, test } from "vitest";
import { Doc } from "yjs";
import { createAgendaHand } from "./agenda-hand.ts";
import { createAgendaStore } from "./agenda-store.ts";

function hand() {
  const doc = new Doc();
  initialiseAgenda(doc, {
    title: { fr: "Essai" },
    startsAt: Date.UTC(2026, 1, 18, 19),
    territories: ["MF", "CR"],
    random: Math.random,
    nodes: [
      { id: "a", title: { fr: "Accueil" }, minutes: 10 },
      {
        id: "g",
        kind: "group",
        title: { fr: "Ensemble" },
        children: [
          { id: "g1", title: { fr: "Un" }, minutes: 20 },
          { id: "g2", title: { fr: "Deux" }, minutes: 20 },
        ],
      },
      { id: "z", title: { fr: "Fin" }, minutes: 10 },
    ],
  });
  const origin = {};
  const editing: AgendaEditing = { doc, origin, by: "me", now: () => 0, random: Math.random };
  const store = createAgendaStore(doc);
  const ids = () =>
    store.get().timed.nodes.map(({ id, children }) => [id, ...children.map((child) => child.id)].join(" "));
  return { doc, ids, hand: createAgendaHand(editing, store, createAgendaUndo(doc, origin)) };
}

test("a block steps among its siblings and, at the edge of a group, out of it", () => {
  const { hand: own, ids } = hand();
  expect(own.step("g2", "up")).toBe(true);
  expect(ids()).toEqual(["a", "g g2 g1", "z"]);
  expect(own.step("g2", "up")).toBe(true);
  expect(ids()).toEqual(["a", "g2", "g g1", "z"]);
});

test("the first cannot go up nor the last down, and one is told so", () => {
  const { hand: own, ids } = hand();
  expect([own.step("a", "up"), own.step("z", "down"), own.step("nobody", "up")]).toEqual([false, false, false]);
  expect([own.canStep("a", "up"), own.canStep("a", "down")]).toEqual([false, true]);
  expect(ids()).toEqual(["a", "g g1 g2", "z"]);
});

test("each act is undone by itself, however fast they follow each other", () => {
  const { hand: own, ids } = hand();
  own.step("a", "down");
  own.remove(["z"]);
  own.undo.undo();
  expect(ids()).toEqual(["g g1 g2", "a", "z"]);
  own.undo.undo();
  expect(ids()).toEqual(["a", "g g1 g2", "z"]);
});

test("a block is added after the selected one, with its words, and taken away again by one undo", () => {
  const { doc, hand: own, ids } = hand();
  const id = own.add("break", "g1", { language: "fr", words: "Pause" });
  expect(ids()).toEqual(["a", `g g1 ${id} g2`, "z"]);
  expect(readTitle(doc, id ?? "")).toEqual({ fr: "Pause" });
  own.undo.undo();
  expect(ids()).toEqual(["a", "g g1 g2", "z"]);
});

test("what was removed comes back where it stood", () => {
  const { hand: own, ids } = hand();
  own.remove(["g"]);
  expect(ids()).toEqual(["a", "z"]);
  own.restore(["g"]);
  expect(ids()).toEqual(["a", "g g1 g2", "z"]);
});
