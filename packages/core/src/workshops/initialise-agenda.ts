import * as Y from "yjs";
import { type Language, languages } from "../text/language.ts";
import type { LocalizedText } from "../text/localized-text.ts";
import {
  agendaMeta,
  agendaNodes,
  agendaSchema,
  type NodeKind,
  rootId,
  titleText,
  workshopTitleText,
} from "./agenda-document.ts";
import { newNode } from "./new-node.ts";
import { orderKeysBetween } from "./order-key.ts";
import type { WorkshopStatus } from "./workshop.ts";

/** A first block; those with `children` are groups, tracks or days. */
export interface FirstNode {
  readonly id: string;
  readonly kind?: NodeKind;
  readonly title: LocalizedText;
  readonly minutes?: number;
  /** Fixed start, epoch ms. */
  readonly lock?: number;
  readonly category?: string;
  readonly children?: readonly FirstNode[];
}

export interface FirstAgenda {
  readonly title: LocalizedText;
  /** Epoch ms. */
  readonly startsAt: number;
  /** ISO codes; the two whose hours stand side by side first. */
  readonly territories: readonly string[];
  readonly status?: WorkshopStatus;
  readonly nodes: readonly FirstNode[];
  /** Numbers in [0, 1) for the order keys; a seeded source makes the document reproducible. */
  readonly random: () => number;
}

/** Writes a new agenda into an empty document. Same input, same clientID: same bytes. */
export function initialiseAgenda(doc: Y.Doc, first: FirstAgenda): void {
  doc.transact(() => {
    const meta = agendaMeta(doc);
    meta.set("schema", agendaSchema);
    meta.set("startsAt", first.startsAt);
    meta.set("territories", [...first.territories]);
    meta.set("status", first.status ?? "draft");
    writeTexts(first.title, (language) => workshopTitleText(doc, language));
    writeNodes(doc, first.nodes, rootId, first.random);
  });
}

/** The first update of a new agenda document, for whoever keeps its log. Its author is client 1, which nobody else is. */
export function firstAgendaUpdate(first: FirstAgenda): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  initialiseAgenda(doc, first);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function writeNodes(doc: Y.Doc, nodes: readonly FirstNode[], parent: string, random: () => number): void {
  const keys = orderKeysBetween(undefined, undefined, nodes.length, random) ?? [];
  nodes.forEach((node, index) => {
    const key = keys[index];
    if (key === undefined) return;
    const map = newNode({ ...node, kind: node.kind ?? "block", pos: { p: parent, o: key } });
    agendaNodes(doc).set(node.id, map);
    writeTexts(node.title, (language) => titleText(doc, node.id, language));
    writeNodes(doc, node.children ?? [], node.id, random);
  });
}

function writeTexts(text: LocalizedText, target: (language: Language) => Y.Text): void {
  for (const language of languages) {
    const value = text[language];
    if (value !== undefined && value !== "") target(language).insert(0, value);
  }
}
