import { isLanguage, type Language, languages } from "../../text/language.ts";

/** The forms of one meaning in each language. */
export type LexiconRow = { readonly [L in Language]: readonly string[] };

/** Stems of two languages that stand for each other, with how surely (0–1). */
export interface InducedTranslation {
  readonly from: Language;
  readonly to: Language;
  readonly word: string;
  readonly other: string;
  readonly likeness: number;
}

/** The lines of the two files of the lexicon. */
export interface LexiconLines {
  readonly words: Iterable<string>;
  readonly translations: Iterable<string>;
}
export const noLexicon: LexiconLines = { words: [], translations: [] };

/** What is wrong with a lexicon, one line a fault. */
export class LexiconError extends Error {
  constructor(faults: readonly string[]) {
    super(`The lexicon has ${faults.length} fault(s):\n${faults.join("\n")}`);
    this.name = "LexiconError";
  }
}

/**
 * Reads the lexicon: `words` has a meaning a line, its forms in fr, es, en, nl and ht between tabs, several of a
 * language between `|`; `translations` has two languages, two stems and a likeness in hundredths. Empty lines and those
 * that begin with `#` are skipped. Throws `LexiconError` that names every fault.
 */
export function parseLexicon(lines: LexiconLines): {
  readonly words: LexiconRow[];
  readonly translations: InducedTranslation[];
} {
  const faults: string[] = [];
  const words: LexiconRow[] = [];
  let number = 0;
  for (const line of lines.words) {
    number++;
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.split("\t").map((cell) => cell.split("|").filter(Boolean));
    const row = Object.fromEntries(
      languages.map((language, at) => [language, cells[at] ?? []]),
    ) as unknown as LexiconRow;
    const missing = (["fr", "es", "en"] as const).filter((language) => row[language].length === 0);
    if (cells.length !== languages.length) faults.push(`words, line ${number}: ${cells.length} columns`);
    else if (missing.length > 0) faults.push(`words, line ${number}: nothing in ${missing.join(", ")}`);
    else words.push(row);
  }
  const translations: InducedTranslation[] = [];
  number = 0;
  for (const line of lines.translations) {
    number++;
    if (line === "" || line.startsWith("#")) continue;
    const [from = "", to = "", word = "", other = "", hundredths = ""] = line.split("\t");
    const likeness = Number(hundredths) / 100;
    if (isLanguage(from) && isLanguage(to) && word !== "" && other !== "" && likeness > 0 && likeness <= 1)
      translations.push({ from, to, word, other, likeness });
    else faults.push(`translations, line ${number}: ${line}`);
  }
  if (faults.length > 0) throw new LexiconError(faults);
  return { words, translations };
}
