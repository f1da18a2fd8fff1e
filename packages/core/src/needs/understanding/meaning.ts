import { type Language, languages } from "../../text/language.ts";
import type { LocalizedText } from "../../text/localized-text.ts";
import type { Thesaurus } from "../thesaurus/thesaurus.ts";
import { annotateTokens, type IndexedConcept } from "./annotate.ts";
import { conceptIndex } from "./concept-index.ts";
import { conceptKernel } from "./concept-kernel.ts";
import { lexiconOf } from "./lexicon/lexicon.ts";
import { type Token, tokenise } from "./tokenise.ts";
import { weights } from "./weights.ts";
import { createWordSpace, type WordBag, type WordSpace } from "./word-space.ts";

/** A need or an offer, read once: what comparing it takes. */
export interface Meaning {
  /** By index in the thesaurus, strongest first; confirmed ones weigh 1. */
  readonly concepts: readonly IndexedConcept[];
  readonly confirmed: ReadonlySet<number>;
  /** `concepts` with what they lend to their neighbours. */
  readonly spread: ReadonlyMap<number, number>;
  /** Length of `concepts` under the kernel. */
  readonly length: number;
  /** How certain its best concept is, 0–1. */
  readonly certainty: number;
  readonly bags: readonly WordBag[];
  readonly sector: string | null;
}

/** Reads texts against one thesaurus; only meanings read by the same reader can be compared. */
export interface MeaningReader {
  readonly thesaurus: Thesaurus;
  readonly wordSpace: WordSpace;
  read(input: {
    readonly text: LocalizedText;
    readonly concepts?: readonly string[];
    readonly sector?: string | null;
  }): Meaning;
  /** The same of words alone. */
  readWords(tokens: readonly Token[], language: Language): Pick<Meaning, "concepts" | "spread" | "length">;
}

export function createMeaningReader(thesaurus: Thesaurus): MeaningReader {
  const index = conceptIndex(thesaurus);
  const kernel = conceptKernel(thesaurus);
  const wordSpace = createWordSpace(lexiconOf(thesaurus));

  /** Concepts with what they lend to their neighbours, and their length under the kernel. */
  const layOut = (concepts: readonly IndexedConcept[]) => {
    const spread = kernel.spread(concepts);
    const square = concepts.reduce((sum, { concept, weight }) => sum + weight * (spread.get(concept) ?? 0), 0);
    return { concepts, spread, length: Math.sqrt(square) };
  };

  return {
    thesaurus,
    wordSpace,
    readWords: (tokens, language) => layOut(annotateTokens(tokens, language, index)),
    read({ text, concepts: tags = [], sector = null }) {
      const bags: WordBag[] = [];
      const sums = new Map<number, number>();
      const written = languages.filter((language) => (text[language] ?? "").trim() !== "");
      for (const language of written) {
        const tokens = tokenise(text[language] ?? "", language);
        for (const { concept, weight } of annotateTokens(tokens, language, index))
          sums.set(concept, (sums.get(concept) ?? 0) + weight / written.length);
        bags.push(wordSpace.bag(tokens, language, index));
      }
      const confirmed = new Set(tags.flatMap((id) => thesaurus.indexOf.get(id) ?? []));
      for (const concept of confirmed) sums.set(concept, 1);
      const concepts = [...sums]
        .map(([concept, weight]) => ({ concept, weight }))
        .sort((a, b) => b.weight - a.weight || a.concept - b.concept)
        .slice(0, weights.maxConcepts);
      return {
        ...layOut(concepts),
        confirmed,
        certainty: concepts[0]?.weight ?? 0,
        bags,
        sector,
      };
    },
  };
}
