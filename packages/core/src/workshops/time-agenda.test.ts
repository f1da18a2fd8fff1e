import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type FirstNode, firstAgendaUpdate } from "./initialise-agenda.ts";
import { readAgenda } from "./read-agenda.ts";
import { type TimedNode, timeAgenda } from "./time-agenda.ts";

const startsAt = Date.UTC(2026, 1, 18, 19);
const at = (minutes: number) => startsAt + minutes * 60_000;

function timed(nodes: readonly FirstNode[], territories = ["MF", "CR"], start = startsAt) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstAgendaUpdate({ title: { fr: "t" }, startsAt: start, territories, nodes, random: () => 0.3 }));
  return timeAgenda(readAgenda(doc));
}
const block = (id: string, minutes: number, lock?: number): FirstNode => ({
  id,
  title: { fr: id },
  minutes,
  ...(lock === undefined ? {} : { lock }),
});
const holder = (id: string, kind: "group" | "tracks" | "track" | "day", ...children: FirstNode[]): FirstNode => ({
  id,
  kind,
  title: { fr: id },
  children,
});
const hours = (nodes: readonly TimedNode[]): unknown[] =>
  nodes.flatMap((node) => [
    [node.id, (node.startsAt - startsAt) / 60_000, (node.endsAt - startsAt) / 60_000],
    ...hours(node.children),
  ]);

describe("hours of an agenda", () => {
  it("follow one another, and a group lasts the sum of what it holds", () => {
    const agenda = timed([block("a", 10), holder("g", "group", block("b", 15), block("c", 5)), block("d", 20)]);
    expect(hours(agenda.nodes)).toEqual([
      ["a", 0, 10],
      ["g", 10, 30],
      ["b", 10, 25],
      ["c", 25, 30],
      ["d", 30, 50],
    ]);
    expect(agenda.nodes[1]?.totalMinutes).toBe(20);
    expect(agenda.endsAt).toBe(at(50));
  });

  it("let tracks start together and last as long as the longest", () => {
    const agenda = timed([
      holder(
        "t",
        "tracks",
        holder("t1", "track", block("a", 30)),
        holder("t2", "track", block("b", 20), block("c", 25)),
      ),
      block("d", 10),
    ]);
    expect(hours(agenda.nodes)).toEqual([
      ["t", 0, 45],
      ["t1", 0, 30],
      ["a", 0, 30],
      ["t2", 0, 45],
      ["b", 0, 20],
      ["c", 20, 45],
      ["d", 45, 55],
    ]);
    expect(agenda.nodes[0]?.totalMinutes).toBe(45);
  });

  it("jump to a fixed start and say the minutes left over or missing before it", () => {
    const agenda = timed([block("a", 10), block("b", 20, at(25)), block("c", 15, at(40)), block("d", 5)]);
    expect(agenda.nodes.map((node) => node.slack)).toEqual([null, 15, -5, null]);
    expect(hours(agenda.nodes)).toEqual([
      ["a", 0, 10],
      ["b", 25, 45],
      ["c", 40, 55],
      ["d", 55, 60],
    ]);
  });

  it("end with what ends last, also when a fixed start goes back", () => {
    const agenda = timed([holder("g", "group", block("a", 90), block("b", 10, at(30)))]);
    expect(agenda.nodes[0]?.endsAt).toBe(at(90));
    expect(agenda.endsAt).toBe(at(90));
  });

  it("begin the next day at the same hour of the first territory's clocks, also when they change in the night", () => {
    const march7 = Date.UTC(2026, 2, 7, 14);
    const agenda = timed(
      [holder("d1", "day", block("a", 60)), holder("d2", "day", block("b", 60))],
      ["HT", "MF"],
      march7,
    );
    expect(agenda.nodes[1]?.startsAt).toBe(Date.UTC(2026, 2, 8, 13));
    const steady = timed(
      [holder("d1", "day", block("a", 60)), holder("d2", "day", block("b", 60))],
      ["MF", "HT"],
      march7,
    );
    expect(steady.nodes[1]?.startsAt).toBe(Date.UTC(2026, 2, 8, 14));
  });
});
