import { XmlElement, type XmlFragment, XmlText } from "yjs";

/** A long text outside its document: elements with their attributes, and runs of words with their marks. */
export type CopiedText =
  | { readonly words: readonly { readonly insert: string; readonly attributes?: Record<string, unknown> }[] }
  | {
      readonly name: string;
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly inside: readonly CopiedText[];
    };

const elements = ["paragraph", "heading", "bulletList", "orderedList", "listItem", "hardBreak"];
const marks = ["bold", "italic", "link"];
const deepest = 20;

export function copyBody(fragment: XmlFragment, depth = 0): CopiedText[] {
  const copied: CopiedText[] = [];
  if (depth > deepest) return copied;
  for (let child = fragment.firstChild; child !== null; child = child.nextSibling as typeof child) {
    if (child instanceof XmlText) copied.push({ words: child.toDelta() });
    else if (child instanceof XmlElement)
      copied.push({ name: child.nodeName, attributes: child.getAttributes(), inside: copyBody(child, depth + 1) });
  }
  return copied;
}

/** Keeps what is a long text, whatever was given: a clipboard holds other people's things too. */
export function readCopiedText(value: unknown, depth = 0): CopiedText[] {
  if (!Array.isArray(value) || depth > deepest) return [];
  return value.flatMap((part): CopiedText[] => {
    if (!isFields(part)) return [];
    if (Array.isArray(part.words)) return [{ words: part.words.flatMap(readRun) }];
    if (typeof part.name !== "string" || !elements.includes(part.name)) return [];
    const attributes = keep(part.attributes, ["level", "start"]);
    return [{ name: part.name, attributes, inside: readCopiedText(part.inside, depth + 1) }];
  });
}

function readRun(run: unknown) {
  if (!isFields(run) || typeof run.insert !== "string") return [];
  return [{ insert: run.insert, attributes: keep(run.attributes, marks) }];
}

function keep(value: unknown, keys: readonly string[]): Record<string, unknown> {
  if (!isFields(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export function writeBody(fragment: XmlFragment, copied: readonly CopiedText[]): void {
  fragment.insert(0, copied.map(made));
}

function made(part: CopiedText): XmlElement | XmlText {
  if ("words" in part) {
    const text = new XmlText();
    text.applyDelta([...part.words]);
    return text;
  }
  const element = new XmlElement(part.name);
  for (const [key, value] of Object.entries(part.attributes)) element.setAttribute(key, value as string);
  element.insert(0, part.inside.map(made));
  return element;
}
