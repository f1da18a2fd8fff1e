import { createProbe, type Probe } from "@milango/core/needs/understanding";
import { fuse } from "../embedding/embedder.ts";
import type { Fit } from "../index/fit-list.ts";
import type { Candidate, ReadStatement } from "./candidate.ts";
import { joinDirections, type ScoringContext, softFactor, weakShare } from "./fit.ts";
import { datesOverlap, isOpen, mayMeet } from "./gates.ts";

/** Scores are told to a ten-millionth: what the order of additions changes is below it. */
const precision = 10_000_000;

/** Scores one actor against many. */
export interface RowScorer {
  /** The fits of those it may meet and that can be compared with it. */
  score(actor: Candidate, others: Iterable<Candidate>): Fit[];
}

export function createRowScorer(context: ScoringContext): RowScorer {
  const probe = createProbe(context.reader);
  let day = context.today;
  let open = new WeakMap<Candidate, Pick<Candidate, "needs" | "offers">>();

  /** What of an actor's stands today. */
  function openOf(actor: Candidate): Pick<Candidate, "needs" | "offers"> {
    if (day !== context.today) {
      day = context.today;
      open = new WeakMap();
    }
    let known = open.get(actor);
    if (known === undefined) {
      known = {
        needs: actor.needs.filter((need) => isOpen(need, day)),
        offers: actor.offers.filter((offer) => isOpen(offer, day)),
      };
      open.set(actor, known);
    }
    return known;
  }

  return {
    score(actor, others) {
      const partners = [...others].filter((other) => mayMeet(actor, other));
      const { needs, offers } = openOf(actor);
      const theirs = partners.map(openOf);
      const forth = new Float64Array(partners.length);
      for (const need of needs) {
        probe.hold(need.meaning);
        for (const [at, { offers: given }] of theirs.entries())
          forth[at] = (forth[at] ?? 0) + bestOf(probe, need, given, datesOverlap);
      }
      // Of each of their needs, the best of this actor's offers.
      const bests = theirs.map(({ needs: asked }) => new Float64Array(asked.length));
      for (const offer of offers) {
        probe.hold(offer.meaning);
        for (const [at, { needs: asked }] of theirs.entries()) {
          const best = bests[at] as Float64Array;
          for (const [nth, need] of asked.entries()) {
            if (!datesOverlap(need, offer)) continue;
            best[nth] = Math.max(best[nth] ?? 0, strengthOf(probe, offer, need));
          }
        }
      }
      return partners.flatMap((partner, at) => {
        const { needs: asked, offers: given } = theirs[at] ?? { needs: [], offers: [] };
        const one = needs.length === 0 || given.length === 0 ? undefined : (forth[at] ?? 0) / needs.length;
        const other =
          asked.length === 0 || offers.length === 0
            ? undefined
            : (bests[at] as Float64Array).reduce((sum, best) => sum + best, 0) / asked.length;
        const joined = joinDirections(one, other, softFactor(actor, partner));
        if (joined === undefined) return [];
        const { score, mutual } = joined;
        return [{ id: partner.id, score: rounded(score), mutual, gain: rounded(one ?? 0), give: rounded(other ?? 0) }];
      });
    },
  };
}

function rounded(score: number): number {
  return Math.round(score * precision) / precision;
}

function bestOf(
  probe: Probe,
  held: ReadStatement,
  others: readonly ReadStatement[],
  fits: (held: ReadStatement, other: ReadStatement) => boolean,
): number {
  let best = 0;
  for (const other of others) if (fits(held, other)) best = Math.max(best, strengthOf(probe, held, other));
  return best;
}

function strengthOf(probe: Probe, held: ReadStatement, other: ReadStatement): number {
  const strength = fuse(probe.strength(other.meaning), held.vector, other.vector);
  return held.weak || other.weak ? strength * weakShare : strength;
}
