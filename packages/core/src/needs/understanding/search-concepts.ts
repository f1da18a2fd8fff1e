import type { Language } from "../../text/language.ts";
import { languages } from "../../text/language.ts";
import type { ConceptEntry } from "../thesaurus/concept-entry.ts";
import type { Thesaurus } from "../thesaurus/thesaurus.ts";
import { fold } from "./tokenise.ts";

const rank = { whole: 4, start: 3, word: 2, inside: 1 } as const;

/**
 * Concepts whose labels hold what is typed, best first: the whole label, its start, the start of one of its words,
 * then anywhere; labels in `language` before those in others, shorter before longer.
 */
export function searchConcepts(
  query: string,
  language: Language,
  thesaurus: Thesaurus,
  limit = 20,
): readonly ConceptEntry[] {
  const wanted = fold(query).trim();
  if (wanted === "") return [];
  const found: { entry: ConceptEntry; score: number; length: number }[] = [];
  for (const { entry, labels } of foldedLabels(thesaurus)) {
    let best: { score: number; length: number } | undefined;
    for (const { label, language: written } of labels) {
      const score = rankOf(label, wanted) * (written === language ? 2 : 1);
      if (score === 0 || (best !== undefined && score < best.score)) continue;
      if (best === undefined || score > best.score || label.length < best.length)
        best = { score, length: label.length };
    }
    if (best !== undefined) found.push({ entry, ...best });
  }
  found.sort((a, b) => b.score - a.score || a.length - b.length || (a.entry.id < b.entry.id ? -1 : 1));
  return found.slice(0, limit).map(({ entry }) => entry);
}

interface FoldedEntry {
  readonly entry: ConceptEntry;
  readonly labels: readonly { readonly label: string; readonly language: Language }[];
}

const folded = new WeakMap<Thesaurus, readonly FoldedEntry[]>();

function foldedLabels(thesaurus: Thesaurus): readonly FoldedEntry[] {
  let entries = folded.get(thesaurus);
  if (entries === undefined) {
    entries = thesaurus.entries.map((entry) => ({
      entry,
      labels: languages.flatMap((language) =>
        (entry.labels[language] ?? []).map((label) => ({ label: fold(label), language })),
      ),
    }));
    folded.set(thesaurus, entries);
  }
  return entries;
}

const boundary = /[\s'’-]/;

function rankOf(label: string, wanted: string): number {
  let at = label.indexOf(wanted);
  if (at < 0) return 0;
  if (label.length === wanted.length) return rank.whole;
  if (at === 0) return rank.start;
  for (; at > 0; at = label.indexOf(wanted, at + 1)) if (boundary.test(label[at - 1] ?? "")) return rank.word;
  return rank.inside;
}
