import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { findWarnings } from "./find-warnings.ts";
import { type FirstNode, firstAgendaUpdate } from "./initialise-agenda.ts";
import { readAgenda } from "./read-agenda.ts";
import { type TimedAgenda, type TimedNode, timeAgenda } from "./time-agenda.ts";

/** 18 February 2026, 15:00 in Marigot, 13:00 in San José. */
const startsAt = Date.UTC(2026, 1, 18, 19);

function timed(nodes: readonly FirstNode[], start = startsAt): TimedAgenda {
  const doc = new Y.Doc();
  const territories = ["MF", "CR"];
  Y.applyUpdate(doc, firstAgendaUpdate({ title: { fr: "t" }, startsAt: start, territories, nodes, random: () => 0.3 }));
  return timeAgenda(readAgenda(doc));
}
const block = (id: string, minutes: number): FirstNode => ({ id, title: { fr: id }, minutes });
const pause = (id: string, minutes: number): FirstNode => ({ id, kind: "break", title: { fr: id }, minutes });
const holder = (id: string, kind: "group" | "tracks" | "track" | "day", ...children: FirstNode[]): FirstNode => ({
  id,
  kind,
  title: { fr: id },
  children,
});
/** The same agenda with somebody expected in some blocks. */
function expecting(agenda: TimedAgenda, who: string, blocks: readonly string[]): TimedAgenda {
  const inNode = (node: TimedNode): TimedNode => ({
    ...node,
    actors: blocks.includes(node.id) ? [{ id: who, role: "", territory: "MF" }] : node.actors,
    children: node.children.map(inNode),
  });
  return { ...agenda, nodes: agenda.nodes.map(inNode) };
}
const found = (agenda: TimedAgenda) => findWarnings(agenda, ["MF", "CR"]);

describe("what to look at in an agenda", () => {
  it("is nothing in one that is well made", () => {
    expect(found(timed([block("a", 60), block("b", 60), pause("p", 15), block("c", 120)]))).toEqual([]);
  });

  it("is who is expected in two tracks at once, and not one after the other", () => {
    const agenda = timed([
      holder("t", "tracks", holder("x", "track", block("a", 30), block("c", 10)), holder("y", "track", block("b", 30))),
      block("d", 10),
    ]);
    expect(found(expecting(agenda, "actor", ["a", "b"]))).toEqual([
      { kind: "twice", node: "a", other: "b", who: "actor" },
    ]);
    expect(found(expecting(agenda, "actor", ["c", "b", "d"]))).toEqual([]);
  });

  it("is work of more than two hours without a break, told once and where it becomes too long", () => {
    expect(found(timed([block("a", 90), block("b", 31), block("c", 60)]))).toEqual([
      { kind: "no-break", node: "b", minutes: 121 },
    ]);
    expect(found(timed([block("a", 90), pause("p", 0), block("b", 31)]))).toHaveLength(1);
    expect(found(timed([holder("g", "group", block("a", 90)), block("b", 45)]))).toHaveLength(1);
    expect(found(timed([holder("d", "day", block("a", 90)), holder("e", "day", block("b", 90))]))).toEqual([]);
  });

  it("counts the track that tires most", () => {
    const tracks = (...last: FirstNode[]) =>
      timed([
        block("a", 60),
        holder("t", "tracks", holder("x", "track", pause("p", 30), block("b", 30)), holder("y", "track", ...last)),
        block("c", 30),
      ]);
    expect(found(tracks(block("d", 60)))).toEqual([{ kind: "no-break", node: "c", minutes: 150 }]);
    expect(found(tracks(pause("q", 30), block("d", 30)))).toEqual([]);
  });

  it("is a night in one of the territories, on its own clocks, the first time it is", () => {
    const early = timed([block("a", 30), block("b", 30)], Date.UTC(2026, 1, 18, 12));
    expect(found(early)).toEqual([{ kind: "night", node: "a", territory: "CR", from: "06:00", until: "06:30" }]);
    const late = timed([block("a", 90), block("b", 40)], Date.UTC(2026, 1, 19, 0));
    expect(found(late).filter(({ kind }) => kind === "night")).toEqual([
      { kind: "night", node: "b", territory: "MF", from: "21:30", until: "22:10" },
    ]);
    const across = timed([block("a", 60)], Date.UTC(2026, 1, 19, 3, 30));
    expect(found(across).map((warning) => "territory" in warning && warning.territory)).toEqual(["MF", "CR"]);
  });
});
