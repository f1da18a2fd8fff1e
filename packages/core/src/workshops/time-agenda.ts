import { territoryOf } from "../actors/territory.ts";
import { sameHourNextDay } from "./local-times.ts";
import type { AgendaNode, AgendaTree } from "./read-agenda.ts";

/** A node with its hours; they are worked out, never stored. */
export interface TimedNode extends Omit<AgendaNode, "children"> {
  /** Epoch ms. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** A block's own minutes; the sum of what is under a group, day or track; the longest of tracks. */
  readonly totalMinutes: number;
  /** Of a node with a fixed start: minutes between the end of what comes before and it; negative is overrun. */
  readonly slack: number | null;
  readonly children: readonly TimedNode[];
}

export interface TimedAgenda {
  readonly startsAt: number;
  /** End of what ends last. */
  readonly endsAt: number;
  readonly nodes: readonly TimedNode[];
}

const minute = 60_000;

/**
 * Works out when everything starts and ends. A cursor runs from the workshop's start; a fixed start resets it, whatever
 * came before. Tracks all start together and the longest decides; a day without a fixed start begins at the hour of
 * the day before it, as the clocks of the first territory show it.
 */
export function timeAgenda(tree: AgendaTree): TimedAgenda {
  const zone = territoryOf(tree.territories[0] ?? "")?.timeZone ?? "UTC";
  const nodes: TimedNode[] = [];
  let cursor = tree.startsAt;
  let lastDay: number | undefined;
  for (const node of tree.nodes) {
    const isNextDay = node.kind === "day" && lastDay !== undefined && node.lock === null;
    if (isNextDay && lastDay !== undefined) cursor = sameHourNextDay(lastDay, zone);
    const timed = timeNode(node, cursor);
    if (node.kind === "day") lastDay = node.lock ?? cursor;
    cursor = timed.endsAt;
    nodes.push(timed);
  }
  return { startsAt: tree.startsAt, endsAt: lastEnd(nodes, tree.startsAt), nodes };
}

function timeNode(node: AgendaNode, cursor: number): TimedNode {
  const startsAt = node.lock ?? cursor;
  const slack = node.lock === null ? null : (node.lock - cursor) / minute;
  const children = node.kind === "tracks" ? timeTracks(node.children, startsAt) : timeRow(node.children, startsAt);
  const minutes = children.map((child) => child.totalMinutes);
  if (!isContainer(node)) {
    return { ...node, children, startsAt, endsAt: startsAt + node.minutes * minute, totalMinutes: node.minutes, slack };
  }
  const totalMinutes = node.kind === "tracks" ? Math.max(0, ...minutes) : minutes.reduce((sum, one) => sum + one, 0);
  return { ...node, children, startsAt, endsAt: lastEnd(children, startsAt), totalMinutes, slack };
}

function timeRow(nodes: readonly AgendaNode[], startsAt: number): TimedNode[] {
  let cursor = startsAt;
  return nodes.map((node) => {
    const timed = timeNode(node, cursor);
    cursor = timed.endsAt;
    return timed;
  });
}

function timeTracks(nodes: readonly AgendaNode[], startsAt: number): TimedNode[] {
  return nodes.map((node) => timeNode(node, startsAt));
}

/** What has no minutes of its own. A block can come to hold others only in a damaged document; then it counts them. */
function isContainer(node: AgendaNode): boolean {
  return node.children.length > 0 || (node.kind !== "block" && node.kind !== "break");
}

function lastEnd(nodes: readonly TimedNode[], startsAt: number): number {
  return nodes.reduce((end, node) => Math.max(end, node.endsAt), startsAt);
}
