import { expect, it } from "vitest";
import * as Y from "yjs";
import { bodyFragment, readBody, rootId, titleText } from "./agenda-document.ts";
import { createAgendaUndo } from "./agenda-undo.ts";
import { compareAgendas } from "./compare-agendas.ts";
import { type AgendaEditing, addNode, moveNode, removeNode, setLock, setMinutes, setStartsAt } from "./edit-agenda.ts";
import { readAgenda, readRemoved } from "./read-agenda.ts";
import { restoreAgenda } from "./restore-agenda.ts";

function setUp() {
  const doc = new Y.Doc();
  const origin = {};
  let random = 0.1;
  const editing: AgendaEditing = {
    doc,
    origin,
    by: "maelle",
    now: () => 1_000,
    random: () => (random = (random * 7.31) % 1),
  };
  setStartsAt(editing, 0);
  for (const id of ["a", "b", "c", "d"])
    addNode(editing, { id, kind: "block", minutes: 10, place: { parent: rootId }, title: { fr: `bloc ${id}` } });
  return { doc, editing, origin, state: Y.encodeStateAsUpdate(doc), tree: readAgenda(doc) };
}

it("tells what was added, removed, moved, renamed, made longer or fixed, and nothing that only made room", () => {
  const { editing, doc, tree } = setUp();
  addNode(editing, {
    id: "e",
    kind: "break",
    minutes: 5,
    place: { parent: rootId, after: "a" },
    title: { fr: "pause" },
  });
  removeNode(editing, "c");
  moveNode(editing, "d", { parent: rootId, before: "a" });
  setMinutes(editing, "a", 25);
  setLock(editing, "b", 60_000);
  titleText(doc, "b", "es").insert(0, "bloque b");
  setStartsAt(editing, 3_600_000);
  expect(compareAgendas(tree, readAgenda(doc))).toEqual([
    { what: "starts", before: 0, now: 3_600_000 },
    { what: "moved", id: "d", title: { fr: "bloc d" }, after: undefined },
    { what: "lasts", id: "a", title: { fr: "bloc a" }, before: 10, now: 25 },
    { what: "added", id: "e", title: { fr: "pause" }, minutes: 5 },
    { what: "renamed", id: "b", language: "es", before: "", now: "bloque b" },
    { what: "fixed", id: "b", title: { fr: "bloc b", es: "bloque b" }, before: null, now: 60_000 },
    { what: "removed", id: "c", title: { fr: "bloc c" }, minutes: 10 },
  ]);
  expect(compareAgendas(tree, tree)).toEqual([]);
});

it("restores what an agenda said, softly for what came since, and undoes it as one step", () => {
  const { editing, doc, origin, state, tree } = setUp();
  const undo = createAgendaUndo(doc, origin);
  undo.stopCapturing();
  addNode(editing, { id: "e", kind: "block", minutes: 5, place: { parent: rootId }, title: { fr: "nouveau" } });
  bodyFragment(doc, "e", "fr").insert(0, [new Y.XmlText("long text")]);
  removeNode(editing, "b");
  setMinutes(editing, "a", 90);
  titleText(doc, "a", "fr").insert(0, "grand ");
  const changed = readAgenda(doc);
  undo.stopCapturing();

  restoreAgenda(editing, state);
  expect(readAgenda(doc)).toEqual(tree);
  expect(readRemoved(doc).map(({ id, by }) => [id, by])).toEqual([["e", "maelle"]]);
  expect(readBody(doc, "e", "fr")).toBe("long text");

  undo.undo();
  expect(readAgenda(doc)).toEqual(changed);
});

it("keeps what somebody else writes at the same time", () => {
  const { editing, doc, state } = setUp();
  setMinutes(editing, "a", 90);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  titleText(other, "c", "fr").insert(0, "encore ");
  restoreAgenda(editing, state);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  const [a, , c] = readAgenda(doc).nodes;
  expect([a?.minutes, c?.title.fr]).toEqual([10, "encore bloc c"]);
});
