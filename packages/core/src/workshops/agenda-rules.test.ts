import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { agendaMeta, bodyFragment, nodeMap, titleText } from "./agenda-document.ts";
import { createAgendaUndo } from "./agenda-undo.ts";
import {
  type AgendaEditing,
  addNode,
  moveNode,
  removeNode,
  restoreNode,
  setMinutes,
  setPerson,
  setStartsAt,
  setTranslation,
} from "./edit-agenda.ts";
import { editText } from "./edit-text.ts";
import { type FirstNode, firstAgendaUpdate } from "./initialise-agenda.ts";
import { agendaCompleteness, agendaLanguages } from "./project-workshop.ts";
import { type AgendaNode, readAgenda, readRemoved } from "./read-agenda.ts";
import { sourceHash } from "./source-hash.ts";

const startsAt = Date.UTC(2026, 1, 18, 19);

function pair(nodes: readonly FirstNode[]): { ana: AgendaEditing; ben: AgendaEditing; sync: () => void } {
  const first = firstAgendaUpdate({
    title: { fr: "Atelier" },
    startsAt,
    territories: ["MF", "CR"],
    nodes,
    random: () => 0.3,
  });
  const open = (by: string, clientId: number, random: () => number): AgendaEditing => {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    Y.applyUpdate(doc, first);
    let at = 1000;
    return { doc, origin: `tab of ${by}`, by, now: () => at++, random };
  };
  const ana = open("ana", 11, () => 0.4);
  const ben = open("ben", 22, () => 0.4);
  const sync = () => {
    const fromAna = Y.encodeStateAsUpdate(ana.doc, Y.encodeStateVector(ben.doc));
    Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(ben.doc, Y.encodeStateVector(ana.doc)));
    Y.applyUpdate(ben.doc, fromAna);
    expect(readAgenda(ben.doc)).toEqual(readAgenda(ana.doc));
  };
  return { ana, ben, sync };
}

const block = (id: string, title = id): FirstNode => ({ id, title: { fr: title }, minutes: 10 });
const group = (id: string, ...children: FirstNode[]): FirstNode => ({ id, kind: "group", title: { fr: id }, children });
const outline = (nodes: readonly AgendaNode[]): unknown[] =>
  nodes.map((node) => (node.children.length === 0 ? node.id : { [node.id]: outline(node.children) }));
const read = (editing: AgendaEditing) => outline(readAgenda(editing.doc).nodes);
const tray = (editing: AgendaEditing) => outline(readAgenda(editing.doc).tray);

describe("two people in one agenda", () => {
  it("keeps one copy of a block both moved at once, with what was typed into it meanwhile", () => {
    const { ana, ben, sync } = pair([block("a"), block("b"), group("g", block("c"))]);
    moveNode(ana, "a", { parent: "root", after: "b" });
    moveNode(ben, "a", { parent: "g", before: "c" });
    editText(titleText(ana.doc, "a", "fr"), "a, dix minutes", ana.origin);
    sync();
    expect(JSON.stringify(read(ana)).split('"a"')).toHaveLength(2);
    expect(titleText(ben.doc, "a", "fr").toString()).toBe("a, dix minutes");
  });

  it("never mixes the parent one chose with the order the other chose", () => {
    const { ana, ben, sync } = pair([group("g", block("a"), block("b")), group("h", block("c"), block("d"))]);
    moveNode(ana, "a", { parent: "g", after: "b" });
    moveNode(ben, "a", { parent: "h", after: "d" });
    const choices = [ana, ben].map((editing) => nodeMap(editing.doc, "a")?.get("pos"));
    sync();
    expect(choices).toContainEqual(nodeMap(ana.doc, "a")?.get("pos"));
    expect(read(ana)).toEqual([{ g: ["b"] }, { h: ["c", "d", "a"] }]);
  });

  it("puts the smallest of a circle in the tray, with the rest under it, and nothing is lost", () => {
    const { ana, ben, sync } = pair([group("g", block("a")), group("h", block("b"))]);
    moveNode(ana, "g", { parent: "h" });
    moveNode(ben, "h", { parent: "g" });
    sync();
    expect(read(ana)).toEqual([]);
    expect(tray(ana)).toEqual([{ g: ["a", { h: ["b"] }] }]);
    moveNode(ben, "g", { parent: "root" });
    sync();
    expect(read(ana)).toEqual([{ g: ["a", { h: ["b"] }] }]);
    expect(tray(ana)).toEqual([]);
  });

  it("keeps what somebody moved into a group while another removed the group", () => {
    const { ana, ben, sync } = pair([block("a"), group("g", block("b"))]);
    removeNode(ana, "g");
    moveNode(ben, "a", { parent: "g" });
    sync();
    expect(tray(ana)).toEqual(["a"]);
    restoreNode(ben, "g");
    sync();
    expect(read(ana)).toEqual([{ g: ["b", "a"] }]);
  });

  it("brings a removed block back with what was typed into it meanwhile", () => {
    const { ana, ben, sync } = pair([block("a", "Accueil")]);
    removeNode(ana, "a");
    editText(titleText(ben.doc, "a", "fr"), "Accueil et tour de table", ben.origin);
    sync();
    expect(read(ben)).toEqual([]);
    expect(readRemoved(ben.doc)).toMatchObject([{ id: "a", by: "ana" }]);
    restoreNode(ana, "a");
    sync();
    expect(readAgenda(ben.doc).nodes[0]?.title).toEqual({ fr: "Accueil et tour de table" });
  });

  it("restores with a group only what went with it", () => {
    const { ana } = pair([group("g", block("a"), block("b"))]);
    removeNode(ana, "a");
    removeNode(ana, "g");
    expect(readRemoved(ana.doc).map(({ id }) => id)).toEqual(["g", "a"]);
    restoreNode(ana, "g");
    expect(read(ana)).toEqual([{ g: ["b"] }]);
  });

  it("joins the titles two people began in the same language at once", () => {
    const { ana, ben, sync } = pair([block("a")]);
    titleText(ana.doc, "a", "es").insert(0, "Bienvenida");
    titleText(ben.doc, "a", "es").insert(0, " a todos");
    const body = new Y.XmlElement("paragraph");
    bodyFragment(ana.doc, "a", "es").insert(0, [body]);
    bodyFragment(ben.doc, "a", "es").insert(0, [new Y.XmlElement("heading")]);
    sync();
    expect(readAgenda(ana.doc).nodes[0]?.title.es).toContain("Bienvenida");
    expect(readAgenda(ana.doc).nodes[0]?.title.es).toContain("a todos");
    expect(bodyFragment(ben.doc, "a", "es").length).toBe(2);
  });

  it("keeps people both put in one block at once", () => {
    const { ana, ben, sync } = pair([]);
    addNode(ana, { id: "new", kind: "block", place: { parent: "root" } });
    sync();
    setPerson(ana, "new", "p-ana", "lead");
    setPerson(ben, "new", "p-ben", "notes");
    sync();
    expect(readAgenda(ana.doc).nodes[0]?.people).toEqual([
      { id: "p-ana", role: "lead" },
      { id: "p-ben", role: "notes" },
    ]);
  });

  it("orders by id two blocks that came to the same place under the same key, and can still insert between them", () => {
    const { ana, ben, sync } = pair([block("a"), block("z")]);
    addNode(ana, { id: "n2", kind: "block", place: { parent: "root", after: "a" } });
    addNode(ben, { id: "n1", kind: "block", place: { parent: "root", after: "a" } });
    sync();
    expect(nodeMap(ana.doc, "n1")?.get("pos")).toEqual(nodeMap(ana.doc, "n2")?.get("pos"));
    expect(read(ana)).toEqual(["a", "n1", "n2", "z"]);
    addNode(ana, { id: "n0", kind: "block", place: { parent: "root", before: "n2" } });
    sync();
    expect(read(ben)).toEqual(["a", "n1", "n0", "n2", "z"]);
  });

  it("keeps moves within 60 bytes however often two blocks change places", () => {
    const { ana } = pair([block("aaaaaaaaaa"), block("bbbbbbbbbb"), block("cccccccccc")]);
    const sizes: number[] = [];
    ana.doc.clientID = 4_294_967_295;
    titleText(ana.doc, "aaaaaaaaaa", "en").insert(0, "x".repeat(100_000));
    ana.doc.on("update", (update: Uint8Array) => sizes.push(update.length));
    for (let round = 0; round < 100; round++) {
      moveNode(ana, "aaaaaaaaaa", { parent: "root", after: "bbbbbbbbbb" });
      moveNode(ana, "bbbbbbbbbb", { parent: "root", after: "aaaaaaaaaa" });
      expect(read(ana)).toEqual(["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]);
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60);
  });

  it("refuses a move under itself, of a day into a group, or of a block into a block", () => {
    const { ana } = pair([group("g", group("h", block("a"))), { id: "d", kind: "day", title: { fr: "Jour" } }]);
    expect(moveNode(ana, "g", { parent: "h" })).toBe(false);
    expect(moveNode(ana, "g", { parent: "g" })).toBe(false);
    expect(moveNode(ana, "d", { parent: "g" })).toBe(false);
    expect(moveNode(ana, "h", { parent: "a" })).toBe(false);
    expect(moveNode(ana, "h", { parent: "d" })).toBe(true);
  });
});

describe("undo in an agenda", () => {
  it("takes back one's own change and leaves the other's", () => {
    const { ana, ben, sync } = pair([block("a"), block("b")]);
    const undo = createAgendaUndo(ana.doc, ana.origin, { captureTimeout: 0 });
    setMinutes(ana, "a", 30);
    setMinutes(ben, "b", 40);
    sync();
    undo.undo();
    sync();
    expect(readAgenda(ben.doc).nodes.map(({ minutes }) => minutes)).toEqual([10, 40]);
  });

  it("leaves alone a value that somebody changed since", () => {
    const { ana, ben, sync } = pair([block("a")]);
    const undo = createAgendaUndo(ana.doc, ana.origin, { captureTimeout: 0 });
    setMinutes(ana, "a", 30);
    sync();
    setMinutes(ben, "a", 45);
    sync();
    undo.undo();
    sync();
    expect(readAgenda(ana.doc).nodes[0]?.minutes).toBe(45);
  });

  it("never leaves a block without place or minutes when both changed them at once", () => {
    const { ana, ben, sync } = pair([block("a"), group("g")]);
    for (const [late, early] of [
      [ben, ana],
      [ana, ben],
    ] as const) {
      const undo = createAgendaUndo(late.doc, late.origin, { captureTimeout: 0 });
      setMinutes(late, "a", 30);
      moveNode(late, "a", { parent: "root", after: "g" });
      setStartsAt(late, startsAt + 60_000);
      setMinutes(early, "a", 50);
      moveNode(early, "a", { parent: "g" });
      setStartsAt(early, startsAt + 120_000);
      sync();
      for (let step = 0; step < 3; step++) undo.undo();
      sync();
      expect(readAgenda(ana.doc).tray).toEqual([]);
      expect(nodeMap(ana.doc, "a")?.has("minutes")).toBe(true);
      expect(agendaMeta(ana.doc).has("startsAt")).toBe(true);
      undo.destroy();
    }
  });

  it("makes undoing a creation a removal that loses nothing others wrote, and redo brings all of it back", () => {
    const { ana, ben, sync } = pair([block("a")]);
    const undo = createAgendaUndo(ana.doc, ana.origin, { captureTimeout: 0 });
    addNode(ana, { id: "new", kind: "block", place: { parent: "root" }, title: { fr: "Pause" } });
    sync();
    titleText(ben.doc, "new", "es").insert(0, "Pausa");
    setPerson(ben, "new", "p-ben", "lead");
    sync();
    undo.undo();
    expect(undo.canUndo()).toBe(false);
    sync();
    expect(read(ben)).toEqual(["a"]);
    undo.redo();
    sync();
    expect(readAgenda(ben.doc).nodes[1]).toMatchObject({
      title: { fr: "Pause", es: "Pausa" },
      people: [{ id: "p-ben", role: "lead" }],
    });
  });

  it("reaches texts that appeared after it was made", () => {
    const { ana } = pair([block("a")]);
    const undo = createAgendaUndo(ana.doc, ana.origin, { captureTimeout: 0 });
    editText(titleText(ana.doc, "a", "nl"), "Welkom", ana.origin);
    undo.undo();
    expect(readAgenda(ana.doc).nodes[0]?.title).toEqual({ fr: "a" });
  });
});

describe("languages of an agenda", () => {
  it("calls a translation stale once its source changed, and fresh again once it was made anew", () => {
    const { ana, ben, sync } = pair([block("a", "Accueil")]);
    const stale = () => readAgenda(ana.doc).nodes[0]?.translations.map((translation) => translation.stale);
    const translated = () =>
      setTranslation(ben, "a", "es", { from: "fr", sourceHash: sourceHash(ben.doc, "a", "fr"), status: "checked" });
    editText(titleText(ben.doc, "a", "es"), "Bienvenida", ben.origin);
    translated();
    sync();
    expect(stale()).toEqual([false]);
    editText(titleText(ana.doc, "a", "fr"), "Accueil et café", ana.origin);
    expect(stale()).toEqual([true]);
    sync();
    translated();
    sync();
    expect(stale()).toEqual([false]);
  });

  it("counts how many blocks have a title in each language, days left out", () => {
    const { ana } = pair([
      { id: "d", kind: "day", title: { en: "Day one" }, children: [block("a"), block("b"), group("g")] },
    ]);
    editText(titleText(ana.doc, "a", "es"), "Bienvenida", ana.origin);
    const tree = readAgenda(ana.doc);
    expect(agendaLanguages(tree)).toEqual(["fr", "es", "en"]);
    expect(agendaCompleteness(tree)).toEqual({ fr: 3, es: 1, en: 0 });
  });
});

describe("reading an agenda", () => {
  it("changes nothing in the document, not even the texts it looks for", () => {
    const { ana } = pair([block("a")]);
    const before = [...ana.doc.share.keys()].sort();
    readAgenda(ana.doc);
    expect([...ana.doc.share.keys()].sort()).toEqual(before);
  });

  it("survives values no client of ours would write", () => {
    const { ana } = pair([block("a")]);
    const nodes = ana.doc.getMap("nodes");
    nodes.set("junk", "text");
    const odd = new Y.Map<unknown>();
    odd.set("pos", 7);
    odd.set("minutes", "many");
    odd.set("people", "nobody");
    nodes.set("odd", odd);
    agendaMeta(ana.doc).set("startsAt", "soon");
    const tree = readAgenda(ana.doc);
    expect(outline(tree.nodes)).toEqual(["a"]);
    expect(tree.tray).toMatchObject([{ id: "odd", kind: "block", minutes: 0, people: [] }]);
    expect(tree.startsAt).toBe(0);
    expect(addNode(ana, { id: "b", kind: "block", place: { parent: "root" } })).toBe(true);
  });

  it("takes apart a nesting deeper than anybody makes, so that no document exhausts its readers", () => {
    const { ana } = pair([]);
    const nodes = ana.doc.getMap("nodes");
    ana.doc.transact(() => {
      for (let depth = 0; depth < 20_000; depth++) {
        const map = new Y.Map<unknown>();
        map.set("kind", "group");
        map.set("pos", { p: depth === 0 ? "root" : `n${depth - 1}`, o: "a0" });
        nodes.set(`n${depth}`, map);
      }
    });
    expect(readAgenda(ana.doc).tray.length).toBeGreaterThan(500);
  });
});
