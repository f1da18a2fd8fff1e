import type { Language } from "../../text/language.ts";
import type { Thesaurus } from "../thesaurus/thesaurus.ts";
import { type ConceptIndex, conceptIndex } from "./concept-index.ts";
import { type Token, tokenise } from "./tokenise.ts";
import { weights } from "./weights.ts";

/** A concept found in a text: how strongly (0–1), and the UTF-16 offsets of the words that point at it. */
export interface ConceptWeight {
  readonly concept: string;
  readonly weight: number;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** The same by the concept's index in the thesaurus, without spans. */
export interface IndexedConcept {
  readonly concept: number;
  readonly weight: number;
}

/** More than these a person does not read; comparing uses more. */
const mostShown = 20;

/** At most 20 concepts, strongest first: not one meaning but how the meanings share the text. */
export function annotate(text: string, language: Language, thesaurus: Thesaurus): ConceptWeight[] {
  const index = conceptIndex(thesaurus);
  const tokens = tokenise(text, language);
  const found = annotateTokens(tokens, language, index).slice(0, mostShown);
  const pointing = new Map(found.map(({ concept }) => [concept, new Map<number, number>()]));
  for (const [at, token] of tokens.entries())
    eachStrength(token, language, index, (concept, strength) => pointing.get(concept)?.set(at, strength));
  return found.flatMap(({ concept, weight }) => {
    const entry = thesaurus.entries[concept];
    return entry === undefined
      ? []
      : [{ concept: entry.id, weight, spans: spansOf(tokens, pointing.get(concept), text) }];
  });
}

/** The same for a text already in tokens; what the engine uses. */
export function annotateTokens(tokens: readonly Token[], language: Language, index: ConceptIndex): IndexedConcept[] {
  const tally = tallyOf(index);
  const seen = new Set<string>();
  for (const token of tokens) {
    if (seen.has(token.stem)) continue;
    seen.add(token.stem);
    eachStrength(token, language, index, tally.add);
  }
  const places = new Map(tokens.map((token, at) => [token.stem, at]));
  const wholeLabels = new Map<number, number>();
  for (const [stem, at] of places) {
    for (const { concept, stems, rarity } of index.labels(stem, language)) {
      const near = stems.every(
        (other) => Math.abs((places.get(other) ?? Number.POSITIVE_INFINITY) - at) <= stems.length + 2,
      );
      if (near) wholeLabels.set(concept, Math.max(wholeLabels.get(concept) ?? 0, rarity));
    }
  }
  for (const [concept, rarity] of wholeLabels) tally.add(concept, weights.wholeLabel * rarity);
  return tally.take();
}

/** Adds up what the words of one text tell of each concept; used again for the next text. */
interface Tally {
  readonly add: (concept: number, strength: number) => void;
  /** The concepts of the text, strongest first; empties it. */
  take(): IndexedConcept[];
}

const tallies = new WeakMap<ConceptIndex, Tally>();

function tallyOf(index: ConceptIndex): Tally {
  let tally = tallies.get(index);
  if (tally === undefined) {
    tally = createTally(index);
    tallies.set(index, tally);
  }
  return tally;
}

function createTally({ size, fields }: ConceptIndex): Tally {
  const scores = new Float64Array(size);
  const counts = new Uint16Array(size);
  const touched: number[] = [];
  const numberOf = new Map([...new Set(fields)].map((field, at) => [field, at]));
  const fieldOf = Int32Array.from(fields, (field) => numberOf.get(field) ?? 0);
  const votes = new Float64Array(numberOf.size);

  /** The words of one text speak of one matter: concepts of a field of which little else was found are held down. */
  function vote(): number {
    votes.fill(0);
    for (const concept of touched) {
      const at = fieldOf[concept] as number;
      votes[at] = (votes[at] as number) + (scores[concept] as number) ** weights.votePower;
    }
    const most = Math.max(...votes);
    let best = 0;
    for (const concept of touched) {
      const share = (votes[fieldOf[concept] as number] as number) / most;
      const score = (scores[concept] as number) * share ** weights.fieldPower;
      scores[concept] = score;
      if (score > best) best = score;
    }
    return best;
  }

  return {
    add(concept, strength) {
      if (counts[concept] === 0) touched.push(concept);
      counts[concept] = (counts[concept] as number) + 1;
      scores[concept] = (scores[concept] as number) + strength;
    },
    take() {
      // Concepts that several words point at are surer than those that one rare word does.
      for (const concept of touched)
        scores[concept] = (scores[concept] as number) * (counts[concept] as number) ** weights.agreement;
      const best = touched.length === 0 ? 0 : vote();
      const found: IndexedConcept[] = [];
      const certain = best / (best + weights.halfCertain);
      for (const concept of touched) {
        const share = (scores[concept] as number) / best;
        if (share >= weights.leastShare) found.push({ concept, weight: certain * share ** weights.sharpness });
        scores[concept] = 0;
        counts[concept] = 0;
      }
      touched.length = 0;
      return found.sort((a, b) => b.weight - a.weight || a.concept - b.concept).slice(0, weights.maxConcepts);
    },
  };
}

function eachStrength(
  token: Token,
  language: Language,
  index: ConceptIndex,
  visit: (concept: number, strength: number) => void,
): void {
  const postings = index.postings(token.stem, token.cognate, language);
  if (postings === undefined) return;
  const { concepts, strengths } = postings;
  const scale = token.general ? weights.general : 1;
  for (let at = 0; at < concepts.length; at += 1) visit(concepts[at] ?? 0, scale * (strengths[at] ?? 0));
}

/** The words that give at least a quarter of what the strongest gives, neighbours joined. */
function spansOf(tokens: readonly Token[], strengths: ReadonlyMap<number, number> | undefined, text: string) {
  const spans: { start: number; end: number }[] = [];
  if (strengths === undefined) return spans;
  const least = Math.max(0, ...strengths.values()) / 4;
  for (const [at, token] of tokens.entries()) {
    if ((strengths.get(at) ?? 0) < least || !strengths.has(at)) continue;
    const last = spans.at(-1);
    if (last !== undefined && /^[\s'’-]*$/.test(text.slice(last.end, token.start))) last.end = token.end;
    else spans.push({ start: token.start, end: token.end });
  }
  return spans;
}
