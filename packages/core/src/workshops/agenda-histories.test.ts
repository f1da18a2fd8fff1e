import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { agendaNodes, deletionOf, nodeKinds, nodeMap, titleText } from "./agenda-document.ts";
import { createAgendaUndo } from "./agenda-undo.ts";
import { type AgendaEditing, addNode, moveNode, removeNode, restoreNode, setLock, setMinutes } from "./edit-agenda.ts";
import { editText } from "./edit-text.ts";
import { firstAgendaUpdate } from "./initialise-agenda.ts";
import { newNodeId } from "./new-node.ts";
import { type AgendaNode, readAgenda } from "./read-agenda.ts";
import { timeAgenda } from "./time-agenda.ts";

/** A small seeded generator (mulberry32), so that a failing history can be run again. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Replica {
  readonly editing: AgendaEditing;
  readonly undo: Y.UndoManager;
  /** Every update anybody made, in the order this replica has not seen them yet. */
  readonly inbox: Uint8Array[];
}

function threeReplicas(seed: number): Replica[] {
  const first = firstAgendaUpdate({
    title: { fr: "Atelier" },
    startsAt: Date.UTC(2026, 1, 18, 19),
    territories: ["MF", "CR"],
    nodes: [
      { id: "aaaaaaaaaa", title: { fr: "Accueil" }, minutes: 10 },
      {
        id: "bbbbbbbbbb",
        kind: "group",
        title: { fr: "Travail" },
        children: [{ id: "cccccccccc", title: { fr: "Chiffres" }, minutes: 25 }],
      },
      { id: "dddddddddd", kind: "group", title: { fr: "Suite" } },
    ],
    random: seeded(seed),
  });
  const replicas = [1, 2, 3].map((number): Replica => {
    const doc = new Y.Doc();
    doc.clientID = 4_000_000_000 + number;
    Y.applyUpdate(doc, first, "network");
    const random = seeded(seed + number);
    let at = 1000 * number;
    const editing = { doc, origin: `tab ${number}`, by: `person ${number}`, now: () => at++, random };
    return { editing, undo: createAgendaUndo(doc, editing.origin, { captureTimeout: 0 }), inbox: [] };
  });
  for (const replica of replicas) {
    replica.editing.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "network") return;
      for (const other of replicas) if (other !== replica) other.inbox.push(update);
    });
  }
  return replicas;
}

type Step =
  | { readonly do: "add" | "move"; readonly who: number; readonly a: number; readonly b: number; readonly c: number }
  | { readonly do: "type" | "minutes" | "lock"; readonly who: number; readonly a: number; readonly b: number }
  | { readonly do: "remove" | "restore"; readonly who: number; readonly a: number }
  | { readonly do: "undo" | "redo"; readonly who: number }
  | { readonly do: "deliver"; readonly who: number; readonly a: number };

const who = fc.nat(2);
const pick = fc.nat(1000);
const steps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ do: fc.constant("add" as const), who, a: pick, b: pick, c: pick }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant("move" as const), who, a: pick, b: pick, c: pick }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("type" as const), who, a: pick, b: pick }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom("minutes" as const, "lock" as const), who, a: pick, b: pick }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("remove" as const, "restore" as const), who, a: pick }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("undo" as const, "redo" as const), who }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("deliver" as const), who, a: pick }) },
  ),
  { minLength: 10, maxLength: 60 },
);

function choose<Item>(items: readonly Item[], at: number): Item | undefined {
  return items[at % items.length];
}

function run(replica: Replica, step: Step): void {
  const { editing, undo, inbox } = replica;
  const { doc } = editing;
  const ids = [...agendaNodes(doc).keys()].sort();
  switch (step.do) {
    case "add": {
      const kind = choose(nodeKinds, step.a) ?? "block";
      const place = { parent: choose(["root", ...ids], step.b) ?? "root", before: choose(ids, step.c) ?? "" };
      addNode(editing, { id: newNodeId(editing.random), kind, place, minutes: 5, title: { es: "Nuevo" } });
      return;
    }
    case "move": {
      const place = { parent: choose(["root", ...ids], step.b) ?? "root", after: choose(ids, step.c) ?? "" };
      const size = sizeOf(doc, () => moveNode(editing, choose(ids, step.a) ?? "", place));
      expect(size).toBeLessThanOrEqual(60);
      return;
    }
    case "type": {
      const text = titleText(doc, choose(ids, step.a) ?? "", step.b % 2 === 0 ? "fr" : "en");
      const old = text.toString();
      const at = step.b % (old.length + 1);
      const size = sizeOf(doc, () => editText(text, `${old.slice(0, at)}x${old.slice(at)}`, editing.origin));
      expect(size).toBeLessThanOrEqual(60);
      return;
    }
    case "minutes":
      setMinutes(editing, choose(ids, step.a) ?? "", step.b % 90);
      return;
    case "lock":
      setLock(editing, choose(ids, step.a) ?? "", step.b % 3 === 0 ? undefined : step.b * 60_000);
      return;
    case "remove":
      removeNode(editing, choose(ids, step.a) ?? "");
      return;
    case "restore":
      restoreNode(editing, choose(ids, step.a) ?? "");
      return;
    case "undo":
      undo.undo();
      return;
    case "redo":
      undo.redo();
      return;
    case "deliver": {
      // One update in any order, twice at times: Yjs keeps what came too early and ignores what it knows.
      const update = inbox.length === 0 ? undefined : inbox.splice(step.a % inbox.length, 1)[0];
      if (update !== undefined) Y.applyUpdate(doc, update, "network");
      if (update !== undefined && step.a % 5 === 0) Y.applyUpdate(doc, update, "network");
    }
  }
}

function sizeOf(doc: Y.Doc, change: () => void): number {
  let size = 0;
  const measure = (update: Uint8Array) => {
    size = Math.max(size, update.length);
  };
  doc.on("update", measure);
  change();
  doc.off("update", measure);
  return size;
}

function everyId(nodes: readonly AgendaNode[]): string[] {
  return nodes.flatMap((node) => [node.id, ...everyId(node.children)]);
}

describe("an agenda edited by three people, each with their own undo, online and off", () => {
  it("reads the same for all once everything has arrived, with every live block exactly once", () => {
    let histories = 0;
    fc.assert(
      fc.property(fc.nat(), steps, (seed, history) => {
        histories++;
        const replicas = threeReplicas(seed);
        for (const step of history) {
          const replica = replicas[step.who];
          if (replica !== undefined) run(replica, step);
        }
        for (const { editing, inbox } of replicas)
          for (const update of inbox) Y.applyUpdate(editing.doc, update, "network");
        const readings = replicas.map(({ editing }) => readAgenda(editing.doc));
        expect(readings[1]).toEqual(readings[0]);
        expect(readings[2]).toEqual(readings[0]);
        for (const { editing } of replicas) {
          const { doc } = editing;
          const reading = readAgenda(doc);
          const live = [...agendaNodes(doc).keys()].filter((id) => {
            const node = nodeMap(doc, id);
            return node !== undefined && deletionOf(node) === undefined;
          });
          expect([...everyId(reading.nodes), ...everyId(reading.tray)].sort()).toEqual(live.sort());
          const timed = timeAgenda(reading);
          expect(timed.endsAt).toBeGreaterThanOrEqual(timed.startsAt);
        }
        for (const { editing } of replicas) editing.doc.destroy();
      }),
      { numRuns: 400 },
    );
    expect(histories).toBeGreaterThanOrEqual(300);
  }, 60_000);
});
