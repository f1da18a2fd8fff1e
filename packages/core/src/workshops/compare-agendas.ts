import type { Language } from "../text/language.ts";
import { languages } from "../text/language.ts";
import type { AgendaNode, AgendaTree, Title } from "./read-agenda.ts";

/** One difference between two readings of an agenda, as a person would tell it. */
export type AgendaChange =
  | { readonly what: "added" | "removed"; readonly id: string; readonly title: Title; readonly minutes: number }
  | { readonly what: "moved"; readonly id: string; readonly title: Title; readonly after: Title | undefined }
  | {
      readonly what: "renamed";
      readonly id: string | undefined;
      readonly language: Language;
      readonly before: string;
      readonly now: string;
    }
  | {
      readonly what: "lasts";
      readonly id: string;
      readonly title: Title;
      readonly before: number;
      readonly now: number;
    }
  | {
      readonly what: "fixed";
      readonly id: string;
      readonly title: Title;
      readonly before: number | null;
      readonly now: number | null;
    }
  | { readonly what: "details"; readonly id: string; readonly title: Title }
  | { readonly what: "starts"; readonly before: number; readonly now: number }
  | { readonly what: "status"; readonly before: string; readonly now: string };

interface Placed {
  readonly node: AgendaNode;
  readonly siblings: readonly AgendaNode[];
}

/** What changed from one reading of an agenda to another, in the order of the agenda as it is now. */
export function compareAgendas(before: AgendaTree, now: AgendaTree): AgendaChange[] {
  const changes: AgendaChange[] = [];
  if (before.startsAt !== now.startsAt) changes.push({ what: "starts", before: before.startsAt, now: now.startsAt });
  if (before.status !== now.status) changes.push({ what: "status", before: before.status, now: now.status });
  changes.push(...renamings(undefined, before.title, now.title));
  const [old, fresh] = [placedNodes(before), placedNodes(now)];
  for (const [id, { node, siblings }] of fresh) {
    const was = old.get(id);
    if (was === undefined) {
      changes.push({ what: "added", id, title: node.title, minutes: node.minutes });
      continue;
    }
    changes.push(...renamings(id, was.node.title, node.title));
    if (was.node.minutes !== node.minutes)
      changes.push({ what: "lasts", id, title: node.title, before: was.node.minutes, now: node.minutes });
    if (was.node.lock !== node.lock)
      changes.push({ what: "fixed", id, title: node.title, before: was.node.lock, now: node.lock });
    if (isMoved(was, { node, siblings }, old, fresh)) {
      const at = siblings.findIndex((sibling) => sibling.id === id);
      changes.push({ what: "moved", id, title: node.title, after: siblings[at - 1]?.title });
    }
    if (detailsOf(was.node) !== detailsOf(node)) changes.push({ what: "details", id, title: node.title });
  }
  for (const [id, { node }] of old)
    if (!fresh.has(id)) changes.push({ what: "removed", id, title: node.title, minutes: node.minutes });
  return changes;
}

function placedNodes(tree: AgendaTree): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const walk = (nodes: readonly AgendaNode[]) => {
    for (const node of nodes) {
      placed.set(node.id, { node, siblings: nodes });
      walk(node.children);
    }
  };
  walk(tree.nodes);
  walk(tree.tray);
  return placed;
}

/**
 * Whether somebody moved it: it has another parent, or stands elsewhere among the siblings that were there before. Those
 * that only made room for it did not move, so the longest run that kept its order stays.
 */
function isMoved(
  was: Placed,
  is: Placed,
  old: ReadonlyMap<string, Placed>,
  fresh: ReadonlyMap<string, Placed>,
): boolean {
  if (was.node.parentId !== is.node.parentId) return true;
  const common = is.siblings.filter(({ id }) => old.get(id)?.node.parentId === is.node.parentId);
  const order = new Map(
    was.siblings.filter(({ id }) => fresh.get(id)?.node.parentId === was.node.parentId).map(({ id }, at) => [id, at]),
  );
  return !keptInOrder(common.map(({ id }) => ({ id, at: order.get(id) ?? 0 }))).has(is.node.id);
}

/** Ids of the longest run that stands in the same order as before. */
function keptInOrder(items: readonly { readonly id: string; readonly at: number }[]): Set<string> {
  const best: { length: number; from: number }[] = [];
  let last = -1;
  for (const [at, item] of items.entries()) {
    let [length, from] = [1, -1];
    for (let earlier = 0; earlier < at; earlier++) {
      const run = best[earlier]?.length ?? 0;
      if ((items[earlier]?.at ?? 0) < item.at && run + 1 > length) [length, from] = [run + 1, earlier];
    }
    best.push({ length, from });
    if (last < 0 || length > (best[last]?.length ?? 0)) last = at;
  }
  const kept = new Set<string>();
  for (let at = last; at >= 0; at = best[at]?.from ?? -1) kept.add(items[at]?.id ?? "");
  return kept;
}

function renamings(id: string | undefined, before: Title, now: Title): AgendaChange[] {
  return languages.flatMap((language): AgendaChange[] => {
    const [was, is] = [before[language] ?? "", now[language] ?? ""];
    return was === is ? [] : [{ what: "renamed", id, language, before: was, now: is }];
  });
}

function detailsOf({ bodies, category, actors, people, links, outcome }: AgendaNode): string {
  return JSON.stringify([bodies, category, actors, people, links, outcome]);
}
