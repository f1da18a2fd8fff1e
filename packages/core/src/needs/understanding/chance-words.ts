import type { IndexedConcept } from "./annotate.ts";
import type { Meaning, MeaningReader } from "./meaning.ts";
import { weights } from "./weights.ts";
import type { WordBag } from "./word-space.ts";

/**
 * What two texts of one language that have words in common keep of their likeness, 0–1. Words that meet by chance (sand
 * and sea of a shore that is washed away, sand and sea of a play for children) look like agreement; then what the texts
 * say besides is of quite different matters. Where little else is said there is no doubt.
 */
export function keptBesideChance(one: Meaning, other: Meaning, reader: MeaningReader): number {
  let kept = 0;
  let languages = 0;
  for (const bag of one.bags) {
    const its = other.bags.find(({ language }) => language === bag.language);
    if (its === undefined) continue;
    languages += 1;
    kept += keptOf(bag, its, reader);
  }
  return languages === 0 ? 1 : kept / languages;
}

function keptOf(one: WordBag, other: WordBag, reader: MeaningReader): number {
  let shared = 0;
  for (const stem of one.stems) if (other.atStem.has(stem)) shared += 1;
  if (shared < weights.chanceFrom) return 1;
  const [mine, theirs] = [besides(one, other, reader), besides(other, one, reader)];
  const left = Math.min(mine.words, theirs.words);
  const said = left / (left + weights.chanceHalf);
  return 1 - weights.chance * said * (1 - cosineOf(mine, theirs));
}

interface Rest {
  /** Words of the field that the other text does not have. */
  readonly words: number;
  readonly concepts: readonly IndexedConcept[];
  readonly spread: ReadonlyMap<number, number>;
  readonly length: number;
}

function besides(bag: WordBag, other: WordBag, reader: MeaningReader): Rest {
  const tokens = bag.tokens.filter((_, at) => !other.atStem.has(bag.stems[at] ?? -1));
  return { words: tokens.filter(({ general }) => !general).length, ...reader.readWords(tokens, bag.language) };
}

function cosineOf(one: Rest, other: Rest): number {
  if (one.length === 0 || other.length === 0) return 0;
  let product = 0;
  for (const { concept, weight } of other.concepts) product += weight * (one.spread.get(concept) ?? 0);
  return Math.min(1, product / (one.length * other.length));
}
