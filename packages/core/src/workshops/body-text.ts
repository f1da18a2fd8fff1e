import { type Doc, XmlElement, type XmlFragment, XmlText } from "yjs";
import { type Language, languages } from "../text/language.ts";
import { bodyName } from "./agenda-document.ts";

/** Elements whose end is the end of a line. */
const lines = new Set(["paragraph", "heading", "hardBreak"]);
/** Deeper than any list a person writes; what other programs nest further is not read. */
const deepest = 100;

/** The words of a block's long text in every language it is written in, a line for each paragraph. Reads only. */
export function readBodies(doc: Doc, nodeId: string): Partial<Record<Language, string>> {
  const bodies: Partial<Record<Language, string>> = {};
  for (const language of languages) {
    const name = bodyName(nodeId, language);
    if (!doc.share.has(name)) continue;
    const words = textOf(doc.getXmlFragment(name), 0).trim();
    if (words !== "") bodies[language] = words;
  }
  return bodies;
}

function textOf(fragment: XmlFragment, depth: number): string {
  if (depth > deepest) return "";
  let text = "";
  for (let child = fragment.firstChild; child !== null; child = child.nextSibling as typeof child) {
    if (child instanceof XmlText) text += child.toDelta().map(inserted).join("");
    else if (child instanceof XmlElement) text += textOf(child, depth + 1) + (lines.has(child.nodeName) ? "\n" : "");
  }
  return text;
}

function inserted(part: { readonly insert?: unknown }): string {
  return typeof part.insert === "string" ? part.insert : "";
}
