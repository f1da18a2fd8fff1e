import type { Language } from "../../text/language.ts";
import { cognateForm } from "./cognate-form.ts";
import { generalStems } from "./general-words.ts";
import { stem } from "./stem.ts";
import { stopWords } from "./stop-words.ts";

/** A word of a text that says something, in the forms it is compared by; offsets are UTF-16 units of the text. */
export interface Token {
  /** As written. */
  readonly written: string;
  readonly stem: string;
  readonly cognate: string;
  /** A word of every project, which tells little. */
  readonly general: boolean;
  readonly start: number;
  readonly end: number;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}][\p{L}\p{M}]*)*/gu;
const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)['’]/iu;
const ending = /['’](?:s|t|re|ll|ve|m|d)$/iu;

/** Lower case without accents. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss");
}

/** The forms of words already met: a thesaurus repeats most of its words. */
export type FormCache = Map<string, Forms | undefined>;
type Forms = Pick<Token, "stem" | "cognate" | "general">;

/**
 * The words of a text that carry meaning: folded, elisions opened (`l'huile` → `huile`), stop words and bare numbers
 * left out. With `cache`, one for each language, words met before are not worked out again.
 */
export function tokenise(text: string, language: Language, cache?: FormCache): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(wordPattern)) {
    let word = match[0];
    let start = match.index;
    if (word.includes("'") || word.includes("’")) {
      for (let cut = elided.exec(word); cut !== null; cut = elided.exec(word)) {
        word = word.slice(cut[0].length);
        start += cut[0].length;
      }
      word = word.replace(ending, "");
    }
    let forms = cache?.get(word);
    if (forms === undefined && cache?.has(word) !== true) {
      forms = formsOf(word, language);
      cache?.set(word, forms);
    }
    if (forms !== undefined) tokens.push({ written: word, ...forms, start, end: start + word.length });
  }
  return tokens;
}

/** Nothing for a word that says nothing. */
function formsOf(word: string, language: Language): Forms | undefined {
  const plain = fold(word).replace(/['’]/g, "");
  if (plain.length < 2 || /^\d+$/.test(plain) || stopWords[language].has(plain)) return undefined;
  const root = stem(plain, language);
  return { stem: root, cognate: cognateForm(plain), general: generalStems[language].has(root) };
}
