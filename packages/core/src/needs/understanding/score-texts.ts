import { isLanguage, type Language } from "../../text/language.ts";
import type { Thesaurus } from "../thesaurus/thesaurus.ts";
import { compareMeanings } from "./compare.ts";
import { createMeaningReader } from "./meaning.ts";
import { weights } from "./weights.ts";

/** A text and the ISO 639-1 code of its language; one the network does not write in is read as English. */
export interface TextToScore {
  readonly text: string;
  readonly lang: string;
}

/** As many nearest texts tell how near a text is to everything. */
const neighbours = 10;

/**
 * Score of every document for every query, a row a query; the same scorer as the matchmaker's. Where many are compared
 * with many, documents that are near to everything are held back (cross-domain similarity local scaling, Conneau et al.,
 * 2018): scores order documents then, and may be below 0; else they are strengths from 0 to 1.
 */
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
  const rows = queries.map((query) => {
    const need = read(query);
    return Float32Array.from(meanings, (offer) => compareMeanings(need, offer, reader).strength);
  });
  if (queries.length >= 2 * neighbours && documents.length >= 2 * neighbours) holdHubsBack(rows, documents.length);
  return rows;
}

function holdHubsBack(rows: readonly Float32Array[], count: number): void {
  for (let at = 0; at < count; at++) {
    const nearest = rows.map((row) => row[at] ?? 0).sort((a, b) => b - a);
    let sum = 0;
    for (let nth = 0; nth < neighbours; nth++) sum += nearest[nth] ?? 0;
    const hub = (weights.hubness * sum) / neighbours;
    for (const row of rows) row[at] = (row[at] ?? 0) - hub;
  }
}
