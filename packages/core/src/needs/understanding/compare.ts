import { keptBesideChance } from "./chance-words.ts";
import type { Meaning, MeaningReader } from "./meaning.ts";
import { weights } from "./weights.ts";
import type { WordBag } from "./word-space.ts";

/** How well an offer meets a need, and what that rests on; every number 0–1. */
export interface Likeness {
  readonly strength: number;
  /** Concepts both confirmed by a person. */
  readonly confirmed: number;
  /** Concepts read in the texts, or near each other in the thesaurus. */
  readonly conceptual: number;
  /** Words of one text answered by the other. */
  readonly verbal: number;
  readonly sector: number;
}

/** Strength of a need met by an offer; symmetric. */
export function compareMeanings(need: Meaning, offer: Meaning, reader: MeaningReader): Likeness {
  const covered = wordCoverage(need, offer, reader);
  return joinEvidence(need, offer, conceptCosine(need, offer), covered, reader);
}

/** Joins what concepts, words, confirmed concepts and sectors say: each leaves less for the others to add. */
export function joinEvidence(
  need: Meaning,
  offer: Meaning,
  cosine: number,
  covered: number,
  reader: MeaningReader,
): Likeness {
  const confirmed = confirmedOverlap(need, offer);
  const certainty = Math.sqrt(need.certainty * offer.certainty);
  const conceptual = cosine * certainty;
  // Words that stand in texts of quite different concepts are rather other words that are written alike.
  const power = shareLanguage(need, offer) ? weights.sameLanguagePower : 1;
  const verbal = covered ** power * (1 - certainty * (1 - cosine) * (1 - covered) ** weights.homonymPower);
  const sector = need.sector !== null && need.sector === offer.sector ? 1 : 0;
  const read = 1 - (1 - weights.conceptShare * conceptual) * (1 - weights.wordShare * verbal);
  const kept = power > 1 && read > weights.doubtedFrom ? keptBesideChance(need, offer, reader) : 1;
  const strength =
    1 - (1 - read * kept) * (1 - weights.confirmedShare * confirmed) * (1 - weights.sectorShare * sector);
  return { strength, confirmed, conceptual: conceptual * kept, verbal: verbal * kept, sector };
}

/** Cosine under the kernel. */
function conceptCosine(need: Meaning, offer: Meaning): number {
  if (need.length === 0 || offer.length === 0) return 0;
  let product = 0;
  for (const { concept, weight } of offer.concepts) product += weight * (need.spread.get(concept) ?? 0);
  return Math.min(1, product / (need.length * offer.length));
}

/** Mean over the languages both are written in; without one, the best of the pairs of languages. */
export function wordCoverage(need: Meaning, offer: Meaning, { wordSpace }: MeaningReader): number {
  let sum = 0;
  let shared = 0;
  let across = 0;
  for (const [one, other] of bagPairs(need, offer)) {
    const coverage = wordSpace.coverage(one, other);
    if (one.language !== other.language) across = Math.max(across, coverage);
    else {
      sum += coverage;
      shared += 1;
    }
  }
  return shared > 0 ? sum / shared : across;
}

/** Same-language pairs of bags where there are any, all pairs otherwise. */
export function* bagPairs(need: Meaning, offer: Meaning): Generator<readonly [WordBag, WordBag]> {
  const same = shareLanguage(need, offer);
  for (const one of need.bags)
    for (const other of offer.bags) if (!same || one.language === other.language) yield [one, other];
}

/** Share of the need's confirmed concepts that the offer confirms too. */
function confirmedOverlap(need: Meaning, offer: Meaning): number {
  if (need.confirmed.size === 0 || offer.confirmed.size === 0) return 0;
  let both = 0;
  for (const concept of need.confirmed) if (offer.confirmed.has(concept)) both += 1;
  return both / Math.sqrt(need.confirmed.size * offer.confirmed.size);
}

function shareLanguage(need: Meaning, offer: Meaning): boolean {
  return need.bags.some((one) => offer.bags.some((other) => other.language === one.language));
}
