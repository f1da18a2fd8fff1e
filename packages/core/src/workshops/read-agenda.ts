import { type Doc, Map as YMap } from "yjs";
import { isLanguage, type Language } from "../text/language.ts";
import {
  agendaMeta,
  agendaNodes,
  deletionOf,
  kindOf,
  type NodeKind,
  type NodeMap,
  nodeMap,
  positionOf,
  readTitle,
  readWorkshopTitle,
  rootId,
} from "./agenda-document.ts";
import { readBodies } from "./body-text.ts";
import { type NodePart, wholeMinutes } from "./new-node.ts";
import { type Places, resolvePlaces } from "./resolve-places.ts";
import { sourceHash } from "./source-hash.ts";
import { type WorkshopStatus, workshopStatuses } from "./workshop.ts";

export type Title = Readonly<Partial<Record<Language, string>>>;

export interface Translation {
  readonly language: Language;
  readonly from: Language;
  readonly by: string;
  readonly status: "draft" | "checked";
  /** The text it was made from has changed since. */
  readonly stale: boolean;
}

/** A node as it reads now, with what is under it. */
export interface AgendaNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly parentId: string | null;
  /** As set; a group's or a day's own duration comes from what is under it. */
  readonly minutes: number;
  /** Fixed start, epoch ms. */
  readonly lock: number | null;
  readonly category: string | null;
  readonly title: Title;
  /** The words of the long text, in each language it is written in. */
  readonly bodies: Title;
  readonly translations: readonly Translation[];
  readonly actors: readonly { readonly id: string; readonly role: string; readonly territory: string }[];
  readonly people: readonly { readonly id: string; readonly role: string }[];
  readonly links: readonly { readonly id: string; readonly relation: string }[];
  readonly outcome: Readonly<Record<string, string>>;
  readonly children: readonly AgendaNode[];
}

export interface AgendaTree {
  readonly title: Title;
  /** Epoch ms. */
  readonly startsAt: number;
  readonly territories: readonly string[];
  readonly status: WorkshopStatus;
  readonly nodes: readonly AgendaNode[];
  /** "To place": live nodes whose parent is gone, or that concurrent moves put under themselves. */
  readonly tray: readonly AgendaNode[];
}

/** Reads an agenda without changing the document; equal documents read equal, whatever order they were written in. */
export function readAgenda(doc: Doc): AgendaTree {
  const meta = agendaMeta(doc);
  const startsAt = meta.get("startsAt");
  const territories = meta.get("territories");
  const live = [...agendaNodes(doc).keys()].flatMap((id) => {
    const node = nodeMap(doc, id);
    return node === undefined || deletionOf(node) !== undefined || id === rootId ? [] : [{ id, node }];
  });
  const places = resolvePlaces(live.map(({ id, node }) => ({ id, position: positionOf(node) })));
  const maps = new Map(live.map(({ id, node }) => [id, node]));
  const build = (ids: readonly string[], parentId: string | null) =>
    ids.flatMap((id) => {
      const node = maps.get(id);
      return node === undefined ? [] : [readNode(doc, id, node, parentId, places, build)];
    });
  return {
    title: readWorkshopTitle(doc),
    startsAt: typeof startsAt === "number" && Number.isFinite(startsAt) ? startsAt : 0,
    territories: Array.isArray(territories) ? territories.filter((code) => typeof code === "string") : [],
    status: workshopStatuses.find((status) => status === meta.get("status")) ?? "draft",
    nodes: build(places.children.get(rootId) ?? [], null),
    tray: build(places.tray, null),
  };
}

/** What was taken away and can be restored, latest first; only the top of what went in one stroke. */
export function readRemoved(doc: Doc): { id: string; title: Title; by: string; at: number }[] {
  const removed = [...agendaNodes(doc).keys()].flatMap((id) => {
    const node = nodeMap(doc, id);
    const mark = node === undefined ? undefined : deletionOf(node);
    if (node === undefined || mark === undefined) return [];
    const parent = nodeMap(doc, positionOf(node)?.p ?? rootId);
    const above = parent === undefined ? undefined : deletionOf(parent);
    if (above !== undefined && above.by === mark.by && above.at === mark.at) return [];
    return [{ id, title: readTitle(doc, id), ...mark }];
  });
  return removed.sort((left, right) => right.at - left.at || (left.id < right.id ? -1 : 1));
}

function readNode(
  doc: Doc,
  id: string,
  node: NodeMap,
  parentId: string | null,
  places: Places,
  build: (ids: readonly string[], parentId: string | null) => readonly AgendaNode[],
): AgendaNode {
  const lock = node.get("lock");
  const category = node.get("category");
  return {
    id,
    kind: kindOf(node),
    parentId,
    minutes: wholeMinutes(Number(node.get("minutes") ?? 0)),
    lock: typeof lock === "number" && Number.isFinite(lock) ? lock : null,
    category: typeof category === "string" ? category : null,
    title: readTitle(doc, id),
    bodies: readBodies(doc, id),
    translations: readTranslations(doc, id, node),
    actors: entries(node, "actors").flatMap(([actorId, part]) =>
      isFields(part) ? [{ id: actorId, role: textOf(part.role), territory: textOf(part.territory) }] : [],
    ),
    people: entries(node, "people").map(([personId, role]) => ({ id: personId, role: textOf(role) })),
    links: entries(node, "links").map(([statementId, relation]) => ({ id: statementId, relation: textOf(relation) })),
    outcome: Object.fromEntries(entries(node, "outcome").map(([name, value]) => [name, textOf(value)])),
    children: build(places.children.get(id) ?? [], id),
  };
}

function readTranslations(doc: Doc, id: string, node: NodeMap): Translation[] {
  return entries(node, "translation").flatMap(([language, value]) => {
    if (!isLanguage(language) || !isFields(value) || !isLanguage(value.from)) return [];
    const { from } = value;
    const stale = sourceHash(doc, id, from) !== value.sourceHash;
    const status = value.status === "checked" ? "checked" : "draft";
    return [{ language, from, by: textOf(value.by), status, stale }];
  });
}

/** The entries of one of a node's own maps, by key: insertion order differs between copies. */
function entries(node: NodeMap, part: NodePart): [string, unknown][] {
  const map = node.get(part);
  if (!(map instanceof YMap)) return [];
  return [...map.entries()].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
