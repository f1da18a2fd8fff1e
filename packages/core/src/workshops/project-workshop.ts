import type { Doc } from "yjs";
import type { WorkshopId } from "../identity/ids.ts";
import { type Language, languages } from "../text/language.ts";
import { localTimes, timeZoneOf } from "./local-times.ts";
import { type AgendaNode, type AgendaTree, readAgenda, type Title } from "./read-agenda.ts";
import { type TimedNode, timeAgenda } from "./time-agenda.ts";
import type { Agenda, TimedBlock, WorkshopStatus } from "./workshop.ts";

/** What the workshop's row repeats of its agenda document, for lists and search. */
export interface WorkshopProjection {
  readonly title: Title;
  /** Epoch ms. */
  readonly startsAt: number;
  readonly territories: readonly string[];
  readonly status: WorkshopStatus;
  /** From the start to the end of what ends last. */
  readonly minutes: number;
  readonly blockCount: number;
  /** How many blocks have a title, by language the agenda is written in. */
  readonly completeness: Readonly<Partial<Record<Language, number>>>;
}

export function projectWorkshop(doc: Doc): WorkshopProjection {
  const tree = readAgenda(doc);
  const timed = timeAgenda(tree);
  const blocks = blocksOf(tree);
  return {
    title: tree.title,
    startsAt: tree.startsAt,
    territories: tree.territories,
    status: tree.status,
    minutes: (timed.endsAt - timed.startsAt) / 60_000,
    blockCount: blocks.length,
    completeness: agendaCompleteness(tree),
  };
}

/** The languages an agenda is written in, its own title included, in the network's order. */
export function agendaLanguages(tree: AgendaTree): Language[] {
  const titles = [tree.title, ...everyNode(tree).map((node) => node.title)];
  return languages.filter((language) => titles.some((title) => title[language] !== undefined));
}

/** How many blocks have a title in each of the agenda's languages. */
export function agendaCompleteness(tree: AgendaTree): Partial<Record<Language, number>> {
  const blocks = blocksOf(tree);
  return Object.fromEntries(
    agendaLanguages(tree).map((language) => [
      language,
      blocks.filter((block) => block.title[language] !== undefined).length,
    ]),
  );
}

/** The agenda as other programs read it: every placed node in reading order with its hours in each territory. */
export function agendaOf(doc: Doc, workshopId: WorkshopId): Agenda {
  const tree = readAgenda(doc);
  const timed = timeAgenda(tree);
  const zones = tree.territories.flatMap((code) => {
    const timeZone = timeZoneOf(code);
    return timeZone === undefined ? [] : [{ code, timeZone }];
  });
  return {
    workshopId,
    title: tree.title,
    startsAt: iso(timed.startsAt),
    endsAt: iso(timed.endsAt),
    territories: zones,
    blocks: timed.nodes.flatMap((node) => timedBlocks(node, tree)),
    toPlace: tree.tray.map(({ id, kind, title, minutes }) => ({ id, kind, title, minutes })),
    languages: agendaLanguages(tree),
  };
}

function timedBlocks(node: TimedNode, tree: AgendaTree): TimedBlock[] {
  const starts = localTimes(node.startsAt, tree.territories, tree.startsAt);
  const ends = localTimes(node.endsAt, tree.territories, tree.startsAt);
  const block: TimedBlock = {
    id: node.id,
    kind: node.kind,
    parentId: node.parentId,
    title: node.title,
    minutes: node.totalMinutes,
    startsAt: iso(node.startsAt),
    endsAt: iso(node.endsAt),
    locked: node.lock !== null,
    slack: node.slack,
    local: starts.flatMap((start, index) => {
      const end = ends[index];
      if (end === undefined) return [];
      const days = { startDay: start.dayShift, endDay: end.dayShift };
      return [{ territory: start.territory, start: start.time, end: end.time, ...days }];
    }),
  };
  return [block, ...node.children.flatMap((child) => timedBlocks(child, tree))];
}

/** What people call blocks: days and tracks only hold them. */
function blocksOf(tree: AgendaTree): AgendaNode[] {
  return everyNode(tree).filter(({ kind }) => kind === "block" || kind === "group" || kind === "break");
}

function everyNode(tree: AgendaTree): AgendaNode[] {
  const withChildren = (node: AgendaNode): AgendaNode[] => [node, ...node.children.flatMap(withChildren)];
  return [...tree.nodes, ...tree.tray].flatMap(withChildren);
}

/** Dates a document may hold but a calendar cannot are read as the nearest one it can. */
function iso(ms: number): string {
  return new Date(Math.min(8.64e15, Math.max(-8.64e15, ms))).toISOString();
}
