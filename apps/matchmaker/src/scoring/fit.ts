import { compareMeanings, type MeaningReader } from "@milango/core/needs/understanding";
import { fuse } from "../embedding/embedder.ts";
import type { Candidate, ReadStatement } from "./candidate.ts";
import { datesOverlap, isOpen } from "./gates.ts";

/** Numbers of the score, beside those of `core/needs/understanding`. */
const constants = {
  /** What a one-sided fit is worth beside a mutual one. */
  oneWay: 0.25,
  /** Strength each direction must have for a fit to count as mutual. */
  mutualFrom: 0.03,
  noSharedLanguage: 0.97,
  sameKind: 0.97,
  /** What any pair that can be compared at all is worth, before soft factors: enough to order, too little to show. */
  floor: 0.005,
} as const;

/** What an actor's description is worth beside an offer it made. */
export const weakShare = 0.5;

/** What scoring needs beside two actors. */
export interface ScoringContext {
  readonly reader: MeaningReader;
  /** ISO date; statements that ended before it are not open. */
  readonly today: string;
}

/** One open need with the offers that may meet it, best first (ties by offer id). */
export interface NeedTerm {
  readonly need: ReadStatement;
  readonly best: { readonly offer: ReadStatement; readonly strength: number };
  /** Strength of the next best offer: what remains of the term without the best. */
  readonly next: number;
}

/** One direction of a pair: the terms of the open needs, and over how many needs their mean is taken. */
export interface Direction {
  readonly terms: readonly NeedTerm[];
  readonly needs: number;
}

/** How well one side's offers meet the other's needs; undefined when there is nothing to compare. */
export function directedTerms(needing: Candidate, giving: Candidate, context: ScoringContext): Direction | undefined {
  let needs = 0;
  const terms: NeedTerm[] = [];
  const offers = giving.offers.filter((offer) => isOpen(offer, context.today));
  if (offers.length === 0) return undefined;
  for (const need of needing.needs) {
    if (!isOpen(need, context.today)) continue;
    needs += 1;
    let best: NeedTerm["best"] | undefined;
    let next = 0;
    for (const offer of offers) {
      if (!datesOverlap(need, offer)) continue;
      const strength = strengthOf(need, offer, context.reader);
      if (best === undefined || strength > best.strength || (strength === best.strength && offer.id < best.offer.id)) {
        next = best?.strength ?? 0;
        best = { offer, strength };
      } else if (strength > next) next = strength;
    }
    if (best !== undefined) terms.push({ need, best, next });
  }
  return needs === 0 ? undefined : { terms, needs };
}

/** Strength of one need met by one offer, 0–1. */
export function strengthOf(need: ReadStatement, offer: ReadStatement, reader: MeaningReader): number {
  const compared = compareMeanings(need.meaning, offer.meaning, reader);
  const strength = fuse(compared.strength, need.vector, offer.vector);
  return need.weak || offer.weak ? strength * weakShare : strength;
}

/** Mean of the best strengths; with `without`, as if that term's best pair did not exist. */
export function directedFit(direction: Direction | undefined, without?: NeedTerm): number | undefined {
  if (direction === undefined) return undefined;
  let sum = 0;
  for (const term of direction.terms) sum += term === without ? term.next : term.best.strength;
  return sum / direction.needs;
}

/** What does not depend on needs and offers: a shared language, and kinds of actor that differ. */
export function softFactor(a: Candidate, b: Candidate): number {
  const language = sharedLanguages(a, b).length > 0 ? 1 : constants.noSharedLanguage;
  const kind = a.kind !== undefined && a.kind === b.kind ? constants.sameKind : 1;
  return language * kind;
}

export function sharedLanguages(a: Candidate, b: Candidate): string[] {
  return [...a.languages].filter((language) => b.languages.has(language)).sort();
}

/**
 * Joins the directions: their harmonic mean, or a quarter of the better one where that is more. Symmetric, and
 * undefined when neither direction has anything to compare.
 */
export function joinDirections(
  forth: number | undefined,
  back: number | undefined,
  soft: number,
): { readonly score: number; readonly mutual: boolean } | undefined {
  if (forth === undefined && back === undefined) return undefined;
  const [f, b] = [forth ?? 0, back ?? 0];
  const harmonic = f + b > 0 ? (2 * f * b) / (f + b) : 0;
  const oneWay = constants.oneWay * Math.max(f, b);
  const fit = Math.max(harmonic, oneWay);
  const mutual = harmonic >= oneWay && Math.min(f, b) >= constants.mutualFrom;
  return { score: soft * (constants.floor + (1 - constants.floor) * fit), mutual };
}

/** A pair's score with the terms it is made of; `forth` is the first actor's needs met by the second. */
export interface PairFit {
  readonly score: number;
  readonly mutual: boolean;
  readonly soft: number;
  readonly forth: Direction | undefined;
  readonly back: Direction | undefined;
}

/** Score of two actors that may meet; undefined when nothing of theirs can be compared. */
export function fitPair(a: Candidate, b: Candidate, context: ScoringContext): PairFit | undefined {
  const forth = directedTerms(a, b, context);
  const back = directedTerms(b, a, context);
  const soft = softFactor(a, b);
  const joined = joinDirections(directedFit(forth), directedFit(back), soft);
  return joined === undefined ? undefined : { ...joined, soft, forth, back };
}
