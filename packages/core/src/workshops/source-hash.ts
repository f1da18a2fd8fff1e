import type { Doc } from "yjs";
import type { Language } from "../text/language.ts";
import { readBody, readTitle } from "./agenda-document.ts";

/**
 * What a translation is made from, title and long text, as eight hexadecimal digits: FNV-1a over UTF-16 units
 * (http://www.isthe.com/chongo/tech/comp/fnv/), which is enough to see a change and needs no asynchronous crypto.
 */
export function sourceHash(doc: Doc, nodeId: string, language: Language): string {
  const text = `${readTitle(doc, nodeId)[language] ?? ""}\n${readBody(doc, nodeId, language)}`;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
