import { Compile } from "typebox/compile";
import { type ConceptEntry, ConceptEntrySchema } from "./concept-entry.ts";
import {
  type InducedTranslation,
  type LexiconLines,
  type LexiconRow,
  noLexicon,
  parseLexicon,
} from "./lexicon-lines.ts";

/** The concepts in the order of their files; a concept's index in `entries` is stable while the thesaurus lives. */
export interface Thesaurus {
  readonly entries: readonly ConceptEntry[];
  /** Index in `entries` by concept id. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** General words of the five languages, a row a meaning. */
  readonly words: readonly LexiconRow[];
  /** Words of two languages that stand for each other, found in the thesaurus itself. */
  readonly translations: readonly InducedTranslation[];
}

/** The concept of an id, or nothing when the thesaurus does not know it. */
export function conceptOf(thesaurus: Thesaurus, id: string): ConceptEntry | undefined {
  const index = thesaurus.indexOf.get(id);
  return index === undefined ? undefined : thesaurus.entries[index];
}

/** What is wrong with a thesaurus, one line a fault: `line 12: …`. */
export class ThesaurusError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The thesaurus has ${faults.length} fault(s):\n${faults.join("\n")}`);
    this.name = "ThesaurusError";
    this.faults = faults;
  }
}

/**
 * Reads JSON lines into a thesaurus; empty lines are skipped. Throws `ThesaurusError` that names every fault: bad
 * JSON, a field out of its schema, an id used twice, `broader` or `meets` that lead nowhere, `broader` in a circle.
 */
export function parseThesaurus(lines: Iterable<string>, lexicon: LexiconLines = noLexicon): Thesaurus {
  const faults: string[] = [];
  const entries: ConceptEntry[] = [];
  const lineOf: number[] = [];
  const indexOf = new Map<string, number>();
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    const entry = parseEntry(line, number, faults);
    if (entry === undefined) continue;
    const first = indexOf.get(entry.id);
    if (first !== undefined) faults.push(`line ${number}: ${entry.id} is already on line ${lineOf[first]}`);
    else {
      indexOf.set(entry.id, entries.length);
      entries.push(entry);
      lineOf.push(number);
    }
  }
  for (const [index, entry] of entries.entries()) {
    const leads = [...(entry.broader === null ? [] : [["broader", entry.broader] as const])];
    for (const [field, target] of [...leads, ...entry.meets.map((id) => ["meets", id] as const)])
      if (!indexOf.has(target)) faults.push(`line ${lineOf[index]}: ${field} of ${entry.id} names ${target}, unknown`);
    if (broaderCircles(entry, entries, indexOf))
      faults.push(`line ${lineOf[index]}: broader of ${entry.id} is a circle`);
  }
  if (faults.length > 0) throw new ThesaurusError(faults);
  return { entries, indexOf, ...parseLexicon(lexicon) };
}

/** Compiled: thousands of entries are checked at every start. */
const entrySchema = Compile(ConceptEntrySchema);

function parseEntry(line: string, number: number, faults: string[]): ConceptEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    faults.push(`line ${number}: not JSON (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  }
  if (entrySchema.Check(value)) return value;
  for (const error of entrySchema.Errors(value))
    faults.push(`line ${number}: ${error.instancePath || "/"} ${error.message}`);
  return undefined;
}

function broaderCircles(
  entry: ConceptEntry,
  entries: readonly ConceptEntry[],
  indexOf: ReadonlyMap<string, number>,
): boolean {
  const seen = new Set<string>();
  for (let id: string | null = entry.id; id !== null; ) {
    if (seen.has(id)) return true;
    seen.add(id);
    id = entries[indexOf.get(id) ?? -1]?.broader ?? null;
  }
  return false;
}
