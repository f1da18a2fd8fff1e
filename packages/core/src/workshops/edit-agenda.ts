import { type Doc, Map as YMap } from "yjs";
import { type Language, languages } from "../text/language.ts";
import type { LocalizedText } from "../text/localized-text.ts";
import {
  agendaMeta,
  agendaNodes,
  type DeletionMark,
  deletionOf,
  kindOf,
  type NodeKind,
  type NodeMap,
  nodeMap,
  titleText,
} from "./agenda-document.ts";
import { creationOrigin } from "./agenda-undo.ts";
import { type NodePart, newNode, wholeMinutes } from "./new-node.ts";
import { canPlace, descendantsOf, orderKeyAt, type Place } from "./place.ts";
import type { WorkshopStatus } from "./workshop.ts";

/** One person's hand on one copy of the agenda. */
export interface AgendaEditing {
  readonly doc: Doc;
  /** What local changes are tracked under, the same as given to `createAgendaUndo`. */
  readonly origin: unknown;
  /** Id of the person who edits. */
  readonly by: string;
  readonly now: () => number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

export interface AddedNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly place: Place;
  readonly minutes?: number;
  readonly lock?: number;
  readonly category?: string;
  readonly title?: LocalizedText;
}

/**
 * Adds a node, and says whether it could stand there. Not to be called inside another transaction: the node is made
 * untracked and already deleted, then undeleted tracked, so that undoing the creation is a soft delete and never
 * takes along what others wrote in it meanwhile.
 */
export function addNode(editing: AgendaEditing, added: AddedNode): boolean {
  const { doc } = editing;
  if (nodeMap(doc, added.id) !== undefined || !canPlace(doc, added.kind, added.place.parent)) return false;
  const pos = { p: added.place.parent, o: orderKeyAt(doc, added.id, added.place, editing.random, editing.origin) };
  doc.transact(() => {
    const deleted = { by: editing.by, at: editing.now() };
    agendaNodes(doc).set(added.id, newNode({ ...added, pos, deleted }));
    for (const language of languages) {
      const title = added.title?.[language];
      if (title !== undefined && title !== "") titleText(doc, added.id, language).insert(0, title);
    }
  }, creationOrigin);
  doc.transact(() => nodeMap(doc, added.id)?.delete("deleted"), editing.origin);
  return true;
}

/** Moves a node with all that is under it; false when it cannot stand there (under itself, a day in a group…). */
export function moveNode(editing: AgendaEditing, id: string, place: Place): boolean {
  const { doc } = editing;
  const node = nodeMap(doc, id);
  if (node === undefined || !canPlace(doc, kindOf(node), place.parent)) return false;
  if (place.parent === id || descendantsOf(doc, id).includes(place.parent)) return false;
  const pos = { p: place.parent, o: orderKeyAt(doc, id, place, editing.random, editing.origin) };
  doc.transact(() => node.set("pos", pos), editing.origin);
  return true;
}

export function setMinutes(editing: AgendaEditing, id: string, minutes: number): void {
  change(editing, id, "minutes", wholeMinutes(minutes));
}

/** Fixes the start of a node (epoch ms), or lets it follow what comes before (nothing). */
export function setLock(editing: AgendaEditing, id: string, startsAt: number | undefined): void {
  change(editing, id, "lock", startsAt);
}

export function setCategory(editing: AgendaEditing, id: string, category: string | undefined): void {
  change(editing, id, "category", category);
}

/** Takes a node and all that is under it away, as one mark that can be taken back; what others move in meanwhile stays. */
export function removeNode(editing: AgendaEditing, id: string): void {
  const mark: DeletionMark = { by: editing.by, at: editing.now() };
  editing.doc.transact(() => {
    for (const gone of [id, ...descendantsOf(editing.doc, id)]) {
      const node = nodeMap(editing.doc, gone);
      if (node !== undefined && deletionOf(node) === undefined) node.set("deleted", mark);
    }
  }, editing.origin);
}

/** Brings a node back with what went in the same stroke. */
export function restoreNode(editing: AgendaEditing, id: string): void {
  const node = nodeMap(editing.doc, id);
  const mark = node === undefined ? undefined : deletionOf(node);
  if (mark === undefined) return;
  editing.doc.transact(() => {
    for (const back of [id, ...descendantsOf(editing.doc, id)]) {
      const candidate = nodeMap(editing.doc, back);
      const own = candidate === undefined ? undefined : deletionOf(candidate);
      if (own !== undefined && own.by === mark.by && own.at === mark.at) candidate?.delete("deleted");
    }
  }, editing.origin);
}

export function setStartsAt(editing: AgendaEditing, startsAt: number): void {
  editing.doc.transact(() => agendaMeta(editing.doc).set("startsAt", startsAt), editing.origin);
}

/** The two territories whose hours stand side by side come first. */
export function setTerritories(editing: AgendaEditing, territories: readonly string[]): void {
  editing.doc.transact(() => agendaMeta(editing.doc).set("territories", [...territories]), editing.origin);
}

export function setStatus(editing: AgendaEditing, status: WorkshopStatus): void {
  editing.doc.transact(() => agendaMeta(editing.doc).set("status", status), editing.origin);
}

/** Which actor does what in a block; nothing takes it out. */
export function setActor(
  editing: AgendaEditing,
  id: string,
  actorId: string,
  part: { readonly role: string; readonly territory: string } | undefined,
): void {
  changePart(editing, id, "actors", actorId, part);
}

/** Which person does what in a block, by id only: names are looked up, so that erasing a person reaches here too. */
export function setPerson(editing: AgendaEditing, id: string, personId: string, role: string | undefined): void {
  changePart(editing, id, "people", personId, role);
}

/** The need or offer a block serves, and how. */
export function setLink(editing: AgendaEditing, id: string, statementId: string, relation: string | undefined): void {
  changePart(editing, id, "links", statementId, relation);
}

/** What came out of a block: a decision, a next step, a date, by name. */
export function setOutcome(editing: AgendaEditing, id: string, name: string, value: string | undefined): void {
  changePart(editing, id, "outcome", name, value);
}

/** A translation was made or checked: what it was made from is kept as a hash, so that it can be seen to be stale. */
export function setTranslation(
  editing: AgendaEditing,
  id: string,
  language: Language,
  translation:
    | { readonly from: Language; readonly sourceHash: string; readonly status: "draft" | "checked" }
    | undefined,
): void {
  const value = translation === undefined ? undefined : { ...translation, by: editing.by };
  changePart(editing, id, "translation", language, value);
}

function change(editing: AgendaEditing, id: string, key: string, value: unknown): void {
  const node = nodeMap(editing.doc, id);
  if (node !== undefined) write(editing, node, key, value);
}

function changePart(editing: AgendaEditing, id: string, part: NodePart, key: string, value: unknown): void {
  const map = nodeMap(editing.doc, id)?.get(part);
  if (map instanceof YMap) write(editing, map, key, value);
}

function write(editing: AgendaEditing, map: NodeMap, key: string, value: unknown): void {
  // An equal value is not written: it would cost an update and could win over somebody's real change.
  if (JSON.stringify(map.get(key)) === JSON.stringify(value)) return;
  editing.doc.transact(() => {
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }, editing.origin);
}
