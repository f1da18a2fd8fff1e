import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { bodyFragment } from "./agenda-document.ts";
import { createAgendaUndo } from "./agenda-undo.ts";
import { copyNodes, parseCopiedNodes, pasteNodes } from "./copy-nodes.ts";
import { type AgendaEditing, addNode, setActor, setLock } from "./edit-agenda.ts";
import { firstAgendaUpdate } from "./initialise-agenda.ts";
import { type AgendaNode, readAgenda } from "./read-agenda.ts";
import { addDay, addTrack, dissolveNode, groupNodes, putInParallel } from "./shape-agenda.ts";
import { timeAgenda } from "./time-agenda.ts";

const startsAt = Date.parse("2027-01-12T19:00:00Z");

function agenda() {
  const doc = new Y.Doc();
  const origin = {};
  const editing: AgendaEditing = { doc, origin, by: "p", now: () => 1, random: Math.random };
  const nodes = ["a", "b", "c", "d"].map((id) => ({ id, title: { fr: id }, minutes: 30 }));
  Y.applyUpdate(doc, firstAgendaUpdate({ title: {}, startsAt, territories: ["MF", "CR"], nodes, random: Math.random }));
  return { editing, undo: createAgendaUndo(doc, origin) };
}

/** Titles (or kinds of what has none), those inside in brackets. */
const outline = (nodes: readonly AgendaNode[]): string =>
  nodes
    .map(({ title, kind, children }) => `${title.fr ?? kind}${children.length > 0 ? `(${outline(children)})` : ""}`)
    .join(" ");
const read = ({ doc }: AgendaEditing) => outline(readAgenda(doc).nodes);

describe("the shape of an agenda", () => {
  it("takes blocks into a group and lets them out again, each as one step", () => {
    const { editing, undo } = agenda();
    const group = groupNodes(editing, ["b", "c"]) ?? "";
    expect(read(editing)).toBe("a group(b c) d");
    undo.stopCapturing();
    dissolveNode(editing, group);
    expect(read(editing)).toBe("a b c d");
    undo.undo();
    expect(read(editing)).toBe("a group(b c) d");
    undo.undo();
    expect(read(editing)).toBe("a b c d");
  });

  it("puts blocks side by side, where the longest decides what comes after", () => {
    const { editing } = agenda();
    const tracks = putInParallel(editing, ["b", "c"]) ?? "";
    expect(read(editing)).toBe("a tracks(track(b) track(c)) d");
    const third = addTrack(editing, tracks);
    addNode(editing, { id: "e", kind: "block", place: { parent: third }, minutes: 50, title: { fr: "e" } });
    const [, parallel, last] = timeAgenda(readAgenda(editing.doc)).nodes;
    expect(parallel?.totalMinutes).toBe(50);
    expect(last?.startsAt).toBe(startsAt + 80 * 60_000);
    dissolveNode(editing, tracks);
    expect(read(editing)).toBe("a b c e d");
  });

  it("gives one block alone an empty track beside it, and refuses days and tracks", () => {
    const { editing } = agenda();
    const tracks = putInParallel(editing, ["a"]) ?? "";
    expect(read(editing)).toBe("tracks(track(a) track) b c d");
    const [first] = readAgenda(editing.doc).nodes;
    expect(groupNodes(editing, [first?.children[0]?.id ?? ""])).toBeUndefined();
    expect(groupNodes(editing, ["nowhere"])).toBeUndefined();
    expect(tracks).not.toBe("");
  });

  it("makes the first day of what is there, and the next begins at the same hour", () => {
    const { editing, undo } = agenda();
    undo.stopCapturing();
    addDay(editing);
    expect(read(editing)).toBe("day(a b c d) day");
    const [first, second] = timeAgenda(readAgenda(editing.doc)).nodes;
    expect((second?.startsAt ?? 0) - (first?.startsAt ?? 0)).toBe(24 * 3_600_000);
    addDay(editing);
    expect(read(editing)).toBe("day(a b c d) day day");
    undo.undo();
    expect(read(editing)).toBe("a b c d");
  });
});

describe("copies of blocks", () => {
  it("carry what is in them into another agenda: titles, long text, actors; not the day's own hour", () => {
    const [from, to] = [agenda().editing, agenda()];
    const group = groupNodes(from, ["b", "c"]) ?? "";
    setActor(from, "b", "coope", { role: "lead", territory: "CR" });
    setLock(from, "b", startsAt);
    const words = new Y.XmlText();
    words.insert(0, "deux tamis");
    words.format(0, 4, { bold: {} });
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [words]);
    bodyFragment(from.doc, "b", "fr").insert(0, [paragraph]);

    const nodes = readAgenda(from.doc).nodes.filter(({ id }) => id === group);
    const copied = parseCopiedNodes(JSON.stringify(copyNodes(from.doc, nodes)));
    to.undo.stopCapturing();
    const [pasted = ""] = pasteNodes(to.editing, copied, { parent: "root", after: "a" });
    expect(read(to.editing)).toBe("a group(b c) b c d");
    const inside = readAgenda(to.editing.doc).nodes[1]?.children[0];
    expect(inside).toMatchObject({ minutes: 30, lock: null, bodies: { fr: "deux tamis" } });
    expect(inside?.actors).toEqual([{ id: "coope", role: "lead", territory: "CR" }]);
    expect(bodyFragment(to.editing.doc, inside?.id ?? "", "fr").toString()).toBe(
      bodyFragment(from.doc, "b", "fr").toString(),
    );
    to.undo.undo();
    expect(read(to.editing)).toBe("a b c d");
    to.undo.redo();
    expect(readAgenda(to.editing.doc).nodes[1]?.id).toBe(pasted);
  });

  it("are read from whatever a clipboard holds without harm", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const { editing } = agenda();
        pasteNodes(editing, parseCopiedNodes(json), { parent: "root" });
        expect(read(editing)).toContain("a b c d");
      }),
      { numRuns: 100 },
    );
    expect(parseCopiedNodes("no json")).toEqual([]);
    const hostile = [
      { kind: "block", minutes: 1e9, title: { fr: "x" }, bodies: { fr: [{ name: "script", inside: [] }] } },
    ];
    expect(parseCopiedNodes(JSON.stringify(hostile))).toMatchObject([{ minutes: 1440, bodies: { fr: [] } }]);
    expect(parseCopiedNodes(JSON.stringify(Array(9_999).fill({ kind: "block", minutes: 1 })))).toHaveLength(500);
  });
});
