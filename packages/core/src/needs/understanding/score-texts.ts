import { isLanguage, type Language } from "../../text/language.ts";
import type { Thesaurus } from "../thesaurus/thesaurus.ts";
import { compareMeanings } from "./compare.ts";
import { createMeaningReader } from "./meaning.ts";

/** A text and the ISO 639-1 code of its language; one the network does not write in is read as English. */
export interface TextToScore {
  readonly text: string;
  readonly lang: string;
}

/** Strength (0–1) of every document for every query, a row a query; the same scorer as the matchmaker's. */
export function scoreTexts(
  queries: readonly TextToScore[],
  documents: readonly TextToScore[],
  thesaurus: Thesaurus,
): Float32Array[] {
  const reader = createMeaningReader(thesaurus);
  const read = ({ text, lang }: TextToScore) => {
    const language: Language = isLanguage(lang) ? lang : "en";
    return reader.read({ text: { [language]: text } });
  };
  const meanings = documents.map(read);
  return queries.map((query) => {
    const need = read(query);
    return Float32Array.from(meanings, (offer) => compareMeanings(need, offer, reader).strength);
  });
}
