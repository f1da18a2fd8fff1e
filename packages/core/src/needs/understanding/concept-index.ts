import type { Language } from "../../text/language.ts";
import { languages } from "../../text/language.ts";
import type { ConceptEntry } from "../thesaurus/concept-entry.ts";
import type { Thesaurus } from "../thesaurus/thesaurus.ts";
import { createNearestForm } from "./nearest-form.ts";
import type { Postings } from "./postings.ts";
import { type FormCache, tokenise } from "./tokenise.ts";
import { weights } from "./weights.ts";

/** A label of several words, kept under its rarest one. */
export interface LabelPattern {
  readonly concept: number;
  readonly stems: readonly string[];
  readonly rarity: number;
}

/** The thesaurus turned round: from words to concepts. */
export interface ConceptIndex {
  readonly size: number;
  /** The field of each concept: what its id begins with. */
  readonly fields: readonly string[];
  /** Rarity of a word no concept has. */
  readonly unknownRarity: number;
  postings(stem: string, cognate: string, language: Language): Postings | undefined;
  /** Every word the thesaurus has in a language, by stem, with the concepts that have it. */
  readonly terms: { readonly [L in Language]: ReadonlyMap<string, Postings> };
  labels(stem: string, language: Language): readonly LabelPattern[];
}

const indexes = new WeakMap<Thesaurus, ConceptIndex>();

/** The index of a thesaurus, made once for each. */
export function conceptIndex(thesaurus: Thesaurus): ConceptIndex {
  let index = indexes.get(thesaurus);
  if (index === undefined) {
    index = buildConceptIndex(thesaurus);
    indexes.set(thesaurus, index);
  }
  return index;
}

type TermStrengths = Map<string, Map<number, number>>;

function buildConceptIndex(thesaurus: Thesaurus): ConceptIndex {
  const size = thesaurus.entries.length;
  const unknownRarity = Math.log(1 + size);
  const stemStrengths = byLanguage<TermStrengths>(() => new Map());
  const cognateStrengths: TermStrengths = new Map();
  const forms = byLanguage<FormCache>(() => new Map());
  const cognatesOf = byLanguage<Map<string, string>>(() => new Map());
  const labelTexts = byLanguage<{ concept: number; stems: string[] }[]>(() => []);
  for (const [concept, entry] of thesaurus.entries.entries()) {
    for (const language of languages) {
      for (const { phrase, strength, isLabel } of phrasesOf(entry, language)) {
        const tokens = tokenise(phrase, language, forms[language]);
        for (const token of tokens) {
          cognatesOf[language].set(token.stem, token.cognate);
          raise(stemStrengths[language], token.stem, concept, strength);
          raise(cognateStrengths, token.cognate, concept, strength);
        }
        if (isLabel && tokens.length > 0)
          labelTexts[language].push({ concept, stems: [...new Set(tokens.map((token) => token.stem))] });
      }
    }
  }
  const byStem = byLanguage((language) => toPostings(stemStrengths[language], size, true, 1));
  const byCognate = toPostings(cognateStrengths, size, false, weights.likeness);
  const nearest = createNearestForm(byCognate);
  const labelsBy = byLanguage((language) => toLabels(labelTexts[language], byStem[language]));
  const withCognates = byLanguage((language) => addCognates(byStem[language], byCognate, cognatesOf[language]));
  return {
    size,
    fields: thesaurus.entries.map(({ id }) => id.slice(0, id.indexOf("."))),
    unknownRarity,
    postings: (stem, cognate, language) =>
      withCognates[language].get(stem) ?? byCognate.get(cognate) ?? nearest(cognate),
    terms: byStem,
    labels: (stem, language) => labelsBy[language].get(stem) ?? [],
  };
}

function byLanguage<T>(make: (language: Language) => T): { readonly [L in Language]: T } {
  return { fr: make("fr"), es: make("es"), en: make("en"), nl: make("nl"), ht: make("ht") };
}

function* phrasesOf(entry: ConceptEntry, language: Language) {
  for (const phrase of entry.labels[language] ?? []) yield { phrase, strength: weights.label, isLabel: true };
  for (const phrase of entry.voices[language] ?? []) yield { phrase, strength: weights.voice, isLabel: false };
  for (const phrase of entry.context[language] ?? []) yield { phrase, strength: weights.context, isLabel: false };
}

/** Each further mention of a word in a concept adds half of what is new. */
function raise(terms: TermStrengths, term: string, concept: number, strength: number): void {
  let concepts = terms.get(term);
  if (concepts === undefined) {
    concepts = new Map();
    terms.set(term, concepts);
  }
  const before = concepts.get(concept) ?? 0;
  concepts.set(concept, Math.max(before, strength) + Math.min(before, strength) / 2);
}

/** Strengths times rarity, divided by a power of the length of the concept's whole vocabulary. */
function toPostings(terms: TermStrengths, size: number, exact: boolean, scale: number): Map<string, Postings> {
  const squares = new Float64Array(size);
  const rarities = new Map<string, number>();
  for (const [term, concepts] of terms) {
    const rarity = Math.log(1 + size / concepts.size);
    rarities.set(term, rarity);
    for (const [concept, strength] of concepts) squares[concept] = (squares[concept] ?? 0) + (strength * rarity) ** 2;
  }
  const mean = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / size) || 1;
  const lengths = squares.map((square) => (Math.sqrt(square) / mean) ** weights.lengthPower || 1);
  const postings = new Map<string, Postings>();
  for (const [term, concepts] of terms) {
    const ids = Int32Array.from(concepts.keys());
    const rarity = rarities.get(term) ?? 0;
    const strengths = Float32Array.from(
      ids,
      (id) => (scale * rarity ** weights.rarityPower * (concepts.get(id) ?? 0)) / (lengths[id] ?? 1),
    );
    postings.set(term, { concepts: ids, strengths, rarity, exact });
  }
  return postings;
}

/** A word's own concepts, and more weakly those that its cognate has in any language. */
function addCognates(
  own: ReadonlyMap<string, Postings>,
  byCognate: ReadonlyMap<string, Postings>,
  cognateOf: ReadonlyMap<string, string>,
): Map<string, Postings> {
  const all = new Map<string, Postings>();
  for (const [stem, postings] of own) {
    const others = byCognate.get(cognateOf.get(stem) ?? "");
    const strengths = new Map<number, number>();
    const raiseTo = (concept: number, strength: number) =>
      strengths.set(concept, Math.max(strengths.get(concept) ?? 0, strength));
    for (const [at, concept] of postings.concepts.entries()) raiseTo(concept, postings.strengths[at] ?? 0);
    for (const [at, concept] of others?.concepts.entries() ?? [])
      raiseTo(concept, weights.otherLanguages * (others?.strengths[at] ?? 0));
    const concepts = Int32Array.from(strengths.keys());
    all.set(stem, { ...postings, concepts, strengths: Float32Array.from(strengths.values()) });
  }
  return all;
}

function toLabels(
  labels: readonly { concept: number; stems: string[] }[],
  postings: ReadonlyMap<string, Postings>,
): Map<string, LabelPattern[]> {
  const byRarest = new Map<string, LabelPattern[]>();
  const rarityOf = (stem: string) => postings.get(stem)?.rarity ?? 0;
  for (const { concept, stems } of labels) {
    const rarest = stems.reduce((best, stem) => (rarityOf(stem) > rarityOf(best) ? stem : best));
    const rarity = stems.reduce((sum, stem) => sum + rarityOf(stem), 0);
    const pattern = { concept, stems, rarity };
    const patterns = byRarest.get(rarest);
    if (patterns === undefined) byRarest.set(rarest, [pattern]);
    else patterns.push(pattern);
  }
  return byRarest;
}
