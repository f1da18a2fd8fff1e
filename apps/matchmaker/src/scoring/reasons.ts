import type { Reason } from "@milango/core/matching";
import { bagPairs, compareMeanings, type Meaning, type MeaningReader } from "@milango/core/needs/understanding";
import { type Direction, directedFit, joinDirections, type NeedTerm, type PairFit } from "./fit.ts";

/** Terms weaker than this are no reason: nothing a reader would recognise. */
const leastStrength = 0.03;

/** The score's own terms as reasons, heaviest first; `weight` is what the score loses when the pair of need and offer is taken out. */
export function reasonsOf(pair: PairFit, reader: MeaningReader): Reason[] {
  const reasons: Reason[] = [];
  const add = (direction: Direction | undefined, side: Reason["direction"]) => {
    for (const term of direction?.terms ?? []) {
      if (term.best.strength < leastStrength) continue;
      const without = joinDirections(
        directedFit(pair.forth, side === "receive" ? term : undefined),
        directedFit(pair.back, side === "give" ? term : undefined),
        pair.soft,
      );
      reasons.push(describe(term, side, pair.score - (without?.score ?? 0), reader));
    }
  };
  add(pair.forth, "receive");
  add(pair.back, "give");
  return reasons.sort(
    (a, b) => b.weight - a.weight || b.strength - a.strength || (a.needId + a.offerId < b.needId + b.offerId ? -1 : 1),
  );
}

function describe(
  { need, best }: NeedTerm,
  direction: Reason["direction"],
  weight: number,
  reader: MeaningReader,
): Reason {
  const [asked, given] = [need.meaning, best.offer.meaning];
  return {
    direction,
    needId: need.id,
    offerId: best.offer.id,
    strength: best.strength,
    weight,
    concepts: joiningConcepts(asked, given, reader),
    ...evidenceOf(asked, given, reader),
    weak: need.weak || best.offer.weak,
  };
}

/** Concepts both texts hold, or that the offer's concept is near to in the need; what each gives of the product. */
function joiningConcepts(need: Meaning, offer: Meaning, { thesaurus }: MeaningReader): Reason["concepts"] {
  if (need.length === 0 || offer.length === 0) return [];
  const shares = offer.concepts
    .map(({ concept, weight }) => ({
      concept,
      weight: (weight * (need.spread.get(concept) ?? 0)) / (need.length * offer.length),
    }))
    .sort((a, b) => b.weight - a.weight || a.concept - b.concept);
  return shares.slice(0, 3).flatMap(({ concept, weight }) => {
    const entry = thesaurus.entries[concept];
    return entry === undefined || weight < 0.01 ? [] : [{ id: entry.id, weight }];
  });
}

function evidenceOf(need: Meaning, offer: Meaning, reader: MeaningReader): Pick<Reason, "evidence" | "words"> {
  const { confirmed, conceptual, verbal, sector } = compareMeanings(need, offer, reader);
  const aligned = [...bagPairs(need, offer)].flatMap(([one, other]) =>
    reader.wordSpace.pairs(one, other).map((pair) => ({ ...pair, one, other })),
  );
  aligned.sort((a, b) => b.rarity * b.likeness - a.rarity * a.likeness);
  const words = aligned
    .slice(0, 4)
    .map(({ one, other, need: n, offer: o }): [string, string] => [one.written[n] ?? "", other.written[o] ?? ""]);
  const sameLanguage = aligned[0] === undefined || aligned[0].one.language === aligned[0].other.language;
  if (confirmed > 0) return { evidence: "tag", words };
  if (conceptual >= verbal && conceptual > 0) {
    const inNeed = new Set(need.concepts.map(({ concept }) => concept));
    const direct = offer.concepts.some(({ concept }) => inNeed.has(concept));
    return { evidence: direct ? "concept" : "related", words };
  }
  if (verbal > 0) return { evidence: sameLanguage ? "word" : "cognate", words };
  return { evidence: sector > 0 ? "sector" : "related", words };
}
