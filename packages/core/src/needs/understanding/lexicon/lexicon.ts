import type { Language } from "../../../text/language.ts";
import { isLanguage } from "../../../text/language.ts";
import type { Thesaurus } from "../../thesaurus/thesaurus.ts";
import { tokenise } from "../tokenise.ts";
import { weights } from "../weights.ts";

/** The words of other languages that say what a stem says, with how surely (0–1). */
export interface Lexicon {
  translations(language: Language, stem: string, into: Language): ReadonlyMap<string, number> | undefined;
  /** How many stems of one language have a translation into another. */
  size(from: Language, into: Language): number;
}

type Rows = Map<string, Map<string, number>>;

const lexicons = new WeakMap<Thesaurus, Lexicon>();

/** The lexicon that comes with a thesaurus, made once for each. */
export function lexiconOf(thesaurus: Thesaurus): Lexicon {
  let lexicon = lexicons.get(thesaurus);
  if (lexicon === undefined) {
    lexicon = buildLexicon(thesaurus);
    lexicons.set(thesaurus, lexicon);
  }
  return lexicon;
}

function buildLexicon({ words, translations }: Thesaurus): Lexicon {
  const pairs = new Map<string, Rows>();
  const link = (from: string, to: string, word: string, other: string, likeness: number) => {
    const key = `${from}>${to}`;
    const rows = pairs.get(key) ?? new Map<string, Map<string, number>>();
    pairs.set(key, rows);
    const row = rows.get(word) ?? new Map<string, number>();
    rows.set(word, row);
    row.set(other, Math.max(row.get(other) ?? 0, likeness));
  };
  for (const { from, to, word, other, likeness } of translations) {
    if (likeness < weights.translationFrom) continue;
    const sure = Math.min(1, likeness * weights.translationScale);
    link(from, to, word, other, sure);
    link(to, from, other, word, sure);
  }
  for (const row of words) {
    const written = Object.entries(row).flatMap(([language, forms]) =>
      isLanguage(language)
        ? forms.flatMap((form) => {
            const tokens = tokenise(form, language);
            return tokens.length === 1 && tokens[0] !== undefined ? [{ language, stem: tokens[0].stem }] : [];
          })
        : [],
    );
    for (const one of written)
      for (const other of written)
        if (one.language !== other.language) link(one.language, other.language, one.stem, other.stem, 1);
  }
  return {
    translations: (language, stem, into) => pairs.get(`${language}>${into}`)?.get(stem),
    size: (from, into) => pairs.get(`${from}>${into}`)?.size ?? 0,
  };
}
