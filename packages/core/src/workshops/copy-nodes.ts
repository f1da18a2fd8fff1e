import { type Doc, Map as YMap } from "yjs";
import { type Language, languages } from "../text/language.ts";
import { bodyFragment, type NodeKind, nodeKinds, nodeMap } from "./agenda-document.ts";
import { creationOrigin } from "./agenda-undo.ts";
import { type CopiedText, copyBody, readCopiedText, writeBody } from "./copy-body.ts";
import { type AgendaEditing, addNode } from "./edit-agenda.ts";
import { newNodeId, wholeMinutes } from "./new-node.ts";
import type { Place } from "./place.ts";
import type { AgendaNode } from "./read-agenda.ts";

type Texts<Text> = Readonly<Partial<Record<Language, Text>>>;

/**
 * A block outside its agenda, to be put into another: what it says and how long it lasts. Its fixed start and what came
 * out of it belong to the day it was held, and stay there.
 */
export interface CopiedNode {
  readonly kind: NodeKind;
  readonly minutes: number;
  readonly category?: string;
  readonly title: Texts<string>;
  readonly bodies: Texts<readonly CopiedText[]>;
  readonly actors: AgendaNode["actors"];
  readonly children: readonly CopiedNode[];
}

/** More blocks than this are no copy of an agenda's part. */
const most = 500;
const deepest = 10;

export function copyNodes(doc: Doc, nodes: readonly AgendaNode[]): CopiedNode[] {
  return nodes.map((node) => ({
    kind: node.kind,
    minutes: node.minutes,
    ...(node.category === null ? {} : { category: node.category }),
    title: node.title,
    bodies: Object.fromEntries(
      (Object.keys(node.bodies) as Language[]).map((code) => [code, copyBody(bodyFragment(doc, node.id, code))]),
    ),
    actors: node.actors,
    children: copyNodes(doc, node.children),
  }));
}

/** Reads copied blocks back from JSON; what is none is left out. */
export function parseCopiedNodes(json: string): CopiedNode[] {
  let left = most;
  const read = (value: unknown, depth: number): CopiedNode[] => {
    if (!Array.isArray(value) || depth > deepest) return [];
    return value.flatMap((node: unknown): CopiedNode[] => {
      if (!isFields(node) || left-- <= 0) return [];
      const kind = nodeKinds.find((one) => one === node.kind);
      if (kind === undefined) return [];
      return [
        {
          kind,
          minutes: wholeMinutes(Number(node.minutes)),
          ...(typeof node.category === "string" ? { category: node.category.slice(0, 40) } : {}),
          title: texts(node.title, (words) => (typeof words === "string" ? words.slice(0, 300) : undefined)),
          bodies: texts(node.bodies, (body) => readCopiedText(body)),
          actors: Array.isArray(node.actors) ? node.actors.flatMap(readActor) : [],
          children: read(node.children, depth + 1),
        },
      ];
    });
  };
  try {
    return read(JSON.parse(json), 0);
  } catch {
    return [];
  }
}

function readActor(value: unknown): CopiedNode["actors"] {
  if (!isFields(value)) return [];
  const { id, role, territory } = value;
  return typeof id === "string" && typeof role === "string" && typeof territory === "string"
    ? [{ id, role, territory }]
    : [];
}

function texts<Text>(value: unknown, read: (text: unknown) => Text | undefined): Texts<Text> {
  if (!isFields(value)) return {};
  return Object.fromEntries(
    languages.flatMap((code) => {
      const text = code in value ? read(value[code]) : undefined;
      return text === undefined ? [] : [[code, text]];
    }),
  ) as Texts<Text>;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * Puts copies of blocks at a place, in their order; gives the ids of those that could stand there. They are made as by
 * `addNode`, one after the other: within the undo's `captureTimeout` they are one step.
 */
export function pasteNodes(editing: AgendaEditing, copied: readonly CopiedNode[], place: Place): string[] {
  const pasted: string[] = [];
  let next = place;
  for (const node of copied) {
    const id = newNodeId(editing.random);
    const { kind, minutes, title, category } = node;
    const added = { id, kind, place: next, minutes, title, ...(category === undefined ? {} : { category }) };
    if (!addNode(editing, added)) continue;
    fill(editing.doc, id, node);
    pasteNodes(editing, node.children, { parent: id });
    pasted.push(id);
    next = { parent: place.parent, after: id };
  }
  return pasted;
}

function fill(doc: Doc, id: string, { actors, bodies }: CopiedNode): void {
  doc.transact(() => {
    const parts = nodeMap(doc, id)?.get("actors");
    for (const { id: actor, role, territory } of actors)
      if (parts instanceof YMap) parts.set(actor, { role, territory });
    for (const code of languages) {
      const body = bodies[code];
      if (body !== undefined) writeBody(bodyFragment(doc, id, code), body);
    }
  }, creationOrigin);
}
