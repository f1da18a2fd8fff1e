import { localTimes } from "./local-times.ts";
import type { TimedAgenda, TimedNode } from "./time-agenda.ts";

/** What a team may want to look at before it invites people. Nothing of it is forbidden. */
export type AgendaWarning =
  /** Two blocks at the same time that count on the same actor or person. */
  | { readonly kind: "twice"; readonly node: string; readonly other: string; readonly who: string }
  /** Work goes on for so many minutes until the end of `node`, without a break. */
  | { readonly kind: "no-break"; readonly node: string; readonly minutes: number }
  /** It is night in a territory: the first such block, and what its clocks show at its start and end (HH:MM). */
  | {
      readonly kind: "night";
      readonly node: string;
      readonly territory: string;
      readonly from: string;
      readonly until: string;
    };

/** Nobody works longer without a break, in minutes. */
const longest = 120;
/** A gap of so many minutes between two blocks is a break. */
const restful = 10;
const dawn = "07:00";
const dusk = "22:00";
const minute = 60_000;

export function findWarnings(agenda: TimedAgenda, territories: readonly string[]): AgendaWarning[] {
  const blocks = leavesOf(agenda.nodes).filter(({ kind, minutes }) => kind === "block" && minutes > 0);
  return [...findTwice(blocks), ...findStretches(agenda.nodes), ...findNights(blocks, territories)];
}

function leavesOf(nodes: readonly TimedNode[]): TimedNode[] {
  return nodes.flatMap((node) => (node.children.length > 0 ? leavesOf(node.children) : [node]));
}

function findTwice(blocks: readonly TimedNode[]): AgendaWarning[] {
  const warnings: AgendaWarning[] = [];
  const sorted = [...blocks].sort((a, b) => a.startsAt - b.startsAt);
  for (const [at, node] of sorted.entries()) {
    const expected = new Set([...node.actors, ...node.people].map(({ id }) => id));
    if (expected.size === 0) continue;
    for (const other of sorted.slice(at + 1)) {
      if (other.startsAt >= node.endsAt) break;
      for (const { id } of [...other.actors, ...other.people])
        if (expected.has(id)) warnings.push({ kind: "twice", node: node.id, other: other.id, who: id });
    }
  }
  return warnings;
}

/** Work without a break that leads up to a moment. */
interface Stretch {
  /** Epoch ms; nothing after a break. */
  readonly since: number | undefined;
  readonly until: number;
  readonly told: boolean;
}

function findStretches(nodes: readonly TimedNode[]): AgendaWarning[] {
  const warnings: AgendaWarning[] = [];

  function walk(row: readonly TimedNode[], before: Stretch): Stretch {
    let stretch = before;
    for (const node of row) {
      if (node.kind === "tracks") {
        // Everybody is in one of the tracks: the one that tires most counts afterwards.
        const ways = node.children.map((track) => walk(track.children, stretch));
        stretch = ways.reduce((worst, way) => (lengthOf(way) > lengthOf(worst) ? way : worst), ways[0] ?? stretch);
      } else if (node.kind === "day" || node.children.length > 0) {
        stretch = walk(node.children, node.kind === "day" ? rested : stretch);
      } else if (node.kind === "break") {
        stretch = node.minutes > 0 ? rested : stretch;
      } else if (node.minutes > 0) {
        const goesOn = stretch.since !== undefined && node.startsAt - stretch.until < restful * minute;
        const since = goesOn && stretch.since !== undefined ? stretch.since : node.startsAt;
        const minutes = (node.endsAt - since) / minute;
        const told = goesOn && stretch.told;
        if (minutes > longest && !told) warnings.push({ kind: "no-break", node: node.id, minutes });
        stretch = { since, until: node.endsAt, told: told || minutes > longest };
      }
    }
    return stretch;
  }

  walk(nodes, rested);
  return warnings;
}

const rested: Stretch = { since: undefined, until: 0, told: false };

function lengthOf({ since, until }: Stretch): number {
  return since === undefined ? 0 : until - since;
}

function findNights(blocks: readonly TimedNode[], territories: readonly string[]): AgendaWarning[] {
  return territories.flatMap((territory): AgendaWarning[] => {
    for (const node of blocks) {
      const [start] = localTimes(node.startsAt, [territory]);
      const [end] = localTimes(node.endsAt, [territory], node.startsAt);
      if (start === undefined || end === undefined) continue;
      const isNight = start.time < dawn || start.time >= dusk || end.dayShift > 0 || end.time > dusk;
      if (isNight) return [{ kind: "night", node: node.id, territory, from: start.time, until: end.time }];
    }
    return [];
  });
}
