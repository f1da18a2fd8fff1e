import type { Meaning, MeaningReader } from "@milango/core/needs/understanding";
import type { Candidate } from "../scoring/candidate.ts";

/**
 * Which pairs of actors are worth scoring. A pair is, when what one side's need is about (its concepts and their
 * neighbours) meets an offer's foremost concepts, or their rarest words answer each other, by enough. Whether it does
 * depends on the two alone, never on who else is there: so lists mended after a change are those of an index built anew.
 */
export interface CandidateIndex {
  add(actor: Candidate): void;
  remove(id: string): void;
  /** The actors that are worth scoring against one, which need not be in the index. */
  near(actor: Candidate): Candidate[];
}

/** Concepts under which a need is looked for: its own and those near to them, strongest first. */
const needKeys = 16;
/** Concepts under which an offer is kept. */
const offerKeys = 6;
/** Rarest words of each. */
const wordKeys = 3;
/** Products are added as whole numbers, so that their sum does not depend on the order they come in. */
const unit = 10_000;
/** A shared rare word counts like so much of a shared concept. */
const wordWeight = 0.4;
/** What one direction must come to, as a share of a perfect meeting. */
const enough = 0.06;

interface Key {
  readonly key: string | number;
  readonly weight: number;
}

interface Posting {
  readonly actor: Candidate;
  readonly weight: number;
}

export function createCandidateIndex(reader: MeaningReader): CandidateIndex {
  const needs = new Map<string | number, Posting[]>();
  const offers = new Map<string | number, Posting[]>();
  const known = new Map<string, Candidate>();
  const keys = { need: new WeakMap<Meaning, Key[]>(), offer: new WeakMap<Meaning, Key[]>() };

  const keysFor = (meaning: Meaning, as: "need" | "offer"): Key[] => {
    let found = keys[as].get(meaning);
    if (found === undefined) {
      found = keysOf(meaning, as, reader);
      keys[as].set(meaning, found);
    }
    return found;
  };

  const each = (actor: Candidate, visit: (side: Map<string | number, Posting[]>, key: Key) => void) => {
    for (const { meaning } of actor.needs) for (const key of keysFor(meaning, "need")) visit(needs, key);
    for (const { meaning } of actor.offers) for (const key of keysFor(meaning, "offer")) visit(offers, key);
  };

  const hits = (asked: readonly Key[], side: ReadonlyMap<string | number, Posting[]>, found: Set<Candidate>) => {
    const sums = new Map<Candidate, number>();
    for (const { key, weight } of asked) {
      for (const posting of side.get(key) ?? []) {
        const product = Math.round(unit * weight * posting.weight);
        const sum = (sums.get(posting.actor) ?? 0) + product;
        sums.set(posting.actor, sum);
        if (sum >= enough * unit) found.add(posting.actor);
      }
    }
  };

  return {
    add(actor) {
      known.set(actor.id, actor);
      each(actor, (side, { key, weight }) => {
        const postings = side.get(key);
        if (postings === undefined) side.set(key, [{ actor, weight }]);
        else postings.push({ actor, weight });
      });
    },
    remove(id) {
      const actor = known.get(id);
      if (actor === undefined) return;
      known.delete(id);
      each(actor, (side, { key }) => {
        const left = side.get(key)?.filter((posting) => posting.actor !== actor) ?? [];
        if (left.length > 0) side.set(key, left);
        else side.delete(key);
      });
    },
    near(actor) {
      const found = new Set<Candidate>();
      for (const { meaning } of actor.needs) hits(keysFor(meaning, "need"), offers, found);
      for (const { meaning } of actor.offers) hits(keysFor(meaning, "offer"), needs, found);
      return [...found];
    },
  };
}

/** Under what a meaning is kept or looked for; what it weighs is its share of a perfect meeting. */
function keysOf(meaning: Meaning, as: "need" | "offer", reader: MeaningReader): Key[] {
  const keys: Key[] = [];
  if (meaning.length > 0) {
    const scale = Math.sqrt(meaning.certainty) / meaning.length;
    const concepts: (readonly [number, number])[] =
      as === "need"
        ? [...meaning.spread].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, needKeys)
        : meaning.concepts.slice(0, offerKeys).map(({ concept, weight }) => [concept, weight] as const);
    for (const [concept, weight] of concepts) keys.push({ key: concept, weight: weight * scale });
  }
  for (const bag of meaning.bags) {
    const rarest = [...bag.rarities.keys()]
      .sort((a, b) => (bag.rarities[b] ?? 0) - (bag.rarities[a] ?? 0) || a - b)
      .slice(0, wordKeys);
    for (const at of rarest) {
      const weight = Math.sqrt(wordWeight * Math.min(1, (3 * (bag.rarities[at] ?? 0)) / bag.total));
      keys.push({ key: `f${bag.forms[at]}`, weight });
      keys.push({ key: `${bag.language}${bag.stems[at]}`, weight });
      // Only the side that asks looks in other languages: else a pair would be counted twice.
      if (as === "offer") continue;
      for (const language of ["fr", "es", "en", "nl", "ht"] as const) {
        if (language === bag.language) continue;
        const { stems, likenesses } = reader.wordSpace.translated(bag.stems[at] ?? -1, language);
        for (const [nth, stem] of stems.entries())
          keys.push({ key: `${language}${stem}`, weight: weight * (likenesses[nth] ?? 0) });
      }
    }
  }
  return keys;
}
