import * as Y from "yjs";
import { type Language, languages } from "../text/language.ts";

/**
 * The agenda of a workshop as a Yjs document. Who joins two copies gets the same reading on both, whatever the order:
 * parent and order are ONE atomic value, removal is a mark, texts are root types (a nested type made on two sides
 * loses one), and no hour is ever stored.
 */
export const agendaSchema = 1;

export const nodeKinds = ["day", "block", "group", "tracks", "track", "break"] as const;
/** A day; a block or a break, which last; a group, which adds up; tracks, which run side by side; one track of them. */
export type NodeKind = (typeof nodeKinds)[number];

/** The parent of what stands at the top of an agenda. */
export const rootId = "root";

/** Where a node stands: under which parent, and an order key compared with `<` (ties by id). */
export interface Position {
  readonly p: string;
  readonly o: string;
}

/** Who took something away, and when (epoch ms); what one stroke removed carries one and the same mark. */
export interface DeletionMark {
  readonly by: string;
  readonly at: number;
}

/** One line of the agenda: a Y.Map under its id in `nodes`. */
export type NodeMap = Y.Map<unknown>;

/** `schema`, `startsAt` (epoch ms), `territories` (ISO codes, the two whose hours stand side by side first), `status`. */
export function agendaMeta(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("meta");
}

export function agendaNodes(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("nodes");
}

/** The node of an id, or nothing: ids come from other people's copies and may not have arrived. */
export function nodeMap(doc: Y.Doc, id: string): NodeMap | undefined {
  const value = agendaNodes(doc).get(id);
  return value instanceof Y.Map ? value : undefined;
}

/** The title of a block in one language, to bind to a field; made on first use. */
export function titleText(doc: Y.Doc, nodeId: string, language: Language): Y.Text {
  return doc.getText(titleName(nodeId, language));
}

/** The long text of a block in one language, to bind to an editor; made on first use. */
export function bodyFragment(doc: Y.Doc, nodeId: string, language: Language): Y.XmlFragment {
  return doc.getXmlFragment(bodyName(nodeId, language));
}

/** The title of the workshop itself in one language. */
export function workshopTitleText(doc: Y.Doc, language: Language): Y.Text {
  return doc.getText(`title/${language}`);
}

const titleName = (nodeId: string, language: Language): string => `${nodeId}/title/${language}`;
/** The name under which a block's long text in one language stands in the document. */
export const bodyName = (nodeId: string, language: Language): string => `${nodeId}/body/${language}`;

/** A title in every language it is written in. Reads only: asking for a root type that is not there would make it. */
export function readTitle(doc: Y.Doc, nodeId: string): Partial<Record<Language, string>> {
  return readRoots(doc, (language) => titleName(nodeId, language));
}

export function readWorkshopTitle(doc: Y.Doc): Partial<Record<Language, string>> {
  return readRoots(doc, (language) => `title/${language}`);
}

function readRoots(doc: Y.Doc, name: (language: Language) => string): Partial<Record<Language, string>> {
  const title: Partial<Record<Language, string>> = {};
  for (const language of languages) {
    const text = doc.share.has(name(language)) ? doc.getText(name(language)).toString().trim() : "";
    if (text !== "") title[language] = text;
  }
  return title;
}

/** The long text as XML, "" when there is none; reads only. */
export function readBody(doc: Y.Doc, nodeId: string, language: Language): string {
  const name = bodyName(nodeId, language);
  return doc.share.has(name) ? doc.getXmlFragment(name).toString() : "";
}

/** A node's place as stored, or nothing when it is missing or not one. */
export function positionOf(node: NodeMap): Position | undefined {
  const value = node.get("pos");
  if (typeof value !== "object" || value === null || !("p" in value) || !("o" in value)) return undefined;
  return typeof value.p === "string" && typeof value.o === "string" ? { p: value.p, o: value.o } : undefined;
}

export function kindOf(node: NodeMap): NodeKind {
  return nodeKinds.find((kind) => kind === node.get("kind")) ?? "block";
}

export function deletionOf(node: NodeMap): DeletionMark | undefined {
  const value = node.get("deleted");
  if (typeof value !== "object" || value === null) return undefined;
  const by = "by" in value && typeof value.by === "string" ? value.by : "";
  const at = "at" in value && typeof value.at === "number" ? value.at : 0;
  return { by, at };
}

/** The order everybody sees: by key, ties by id. */
export function compareSiblings(
  left: { readonly o: string; readonly id: string },
  right: { readonly o: string; readonly id: string },
): number {
  if (left.o !== right.o) return left.o < right.o ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
