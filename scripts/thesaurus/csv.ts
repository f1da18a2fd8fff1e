import type { ConceptEntry } from "@milango/core/needs/thesaurus";
import { languages } from "@milango/core/text";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

const phraseLists = ["labels", "voices", "context", "notThis"] as const;
/** Between the phrases of a cell. */
const between = " | ";

/** The thesaurus as a table: a row a concept, a column for each list of phrases in each language. */
export function toCsv(entries: readonly ConceptEntry[]): string {
  const rows = entries.map((entry) => ({
    id: entry.id,
    broader: entry.broader ?? "",
    kinds: entry.kinds.join(between),
    meets: entry.meets.join(between),
    ...Object.fromEntries(
      phraseLists.flatMap((list) =>
        languages.map((language) => [`${list} ${language}`, cellOf(entry.id, entry[list]?.[language] ?? [])]),
      ),
    ),
  }));
  return stringify(rows, { header: true });
}

function cellOf(id: string, phrases: readonly string[]): string {
  const bad = phrases.find((phrase) => phrase.includes("|"));
  if (bad !== undefined) throw new Error(`${id}: "${bad}" holds the sign between phrases`);
  return phrases.join(between);
}

/** Concepts of such a table as unchecked lines for `parseThesaurus`. Throws on what is no CSV. */
export function fromCsv(text: string): unknown[] {
  const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
  return rows.map((row) => {
    const phrasesOf = (cell: string | undefined) =>
      (cell ?? "")
        .split("|")
        .map((phrase) => phrase.trim())
        .filter((phrase) => phrase !== "");
    const lists = Object.fromEntries(
      phraseLists.map((list) => [
        list,
        Object.fromEntries(
          languages.flatMap((language) => {
            const phrases = phrasesOf(row[`${list} ${language}`]);
            return phrases.length > 0 ? [[language, phrases]] : [];
          }),
        ),
      ]),
    );
    const { notThis, ...others } = lists;
    return {
      id: row.id,
      broader: row.broader === "" || row.broader === undefined ? null : row.broader,
      kinds: phrasesOf(row.kinds),
      meets: phrasesOf(row.meets),
      ...others,
      ...(notThis !== undefined && Object.keys(notThis).length > 0 ? { notThis } : {}),
    };
  });
}
