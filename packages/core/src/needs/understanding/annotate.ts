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
  const scores = new Map<number, number>();
  const counts = new Map<number, number>();
  const add = (concept: number, strength: number) => {
    counts.set(concept, (counts.get(concept) ?? 0) + 1);
    scores.set(concept, (scores.get(concept) ?? 0) + strength);
  };
  const seen = new Set<string>();
  for (const token of tokens) {
    if (seen.has(token.stem)) continue;
    seen.add(token.stem);
    eachStrength(token, language, index, add);
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
  for (const [concept, rarity] of wholeLabels) add(concept, weights.wholeLabel * rarity);
  // Concepts that several words point at are surer than those that one rare word does.
  for (const [concept, score] of scores) scores.set(concept, score * (counts.get(concept) ?? 1) ** weights.agreement);
  return share(agree(scores, index));
}

/** The words of one text speak of one matter: concepts of a field of which little else was found are held down. */
function agree(scores: ReadonlyMap<number, number>, index: ConceptIndex): ReadonlyMap<number, number> {
  const votes = new Map<string, number>();
  const fieldOf = (concept: number) => index.fields[concept] ?? "";
  for (const [concept, score] of scores)
    votes.set(fieldOf(concept), (votes.get(fieldOf(concept)) ?? 0) + score ** weights.votePower);
  const most = Math.max(...votes.values());
  const agreed = new Map<number, number>();
  for (const [concept, score] of scores)
    agreed.set(concept, score * ((votes.get(fieldOf(concept)) ?? 0) / most) ** weights.fieldPower);
  return agreed;
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

function share(scores: ReadonlyMap<number, number>): IndexedConcept[] {
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, weights.maxConcepts);
  const best = ranked[0]?.[1] ?? 0;
  if (best <= 0) return [];
  const certain = best / (best + weights.halfCertain);
  return ranked.map(([concept, score]) => ({ concept, weight: certain * (score / best) ** weights.sharpness }));
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
