import type { Decision, Reason, Suggested } from "@milango/core/matching";
import type { Thesaurus } from "@milango/core/needs/thesaurus";
import { createMeaningReader } from "@milango/core/needs/understanding";
import { type Assignment, assignPartners } from "./assignment/assign.ts";
import { createCandidateIndex } from "./index/candidate-index.ts";
import {
  compareFits,
  type Fit,
  type FitList,
  fitListLength,
  fitListOf,
  mendFitList,
  seenFrom,
} from "./index/fit-list.ts";
import { chooseShown } from "./learning/choose-shown.ts";
import { createReplay } from "./learning/replay-decisions.ts";
import { loadThesaurus } from "./load-thesaurus.ts";
import { type Candidate, type EngineActor, type PastAnswer, readCandidate, type Vectors } from "./scoring/candidate.ts";
import { fitPair, sharedLanguages } from "./scoring/fit.ts";
import { reasonsOf } from "./scoring/reasons.ts";
import { createRowScorer } from "./scoring/score-row.ts";

/** A pair of actors seen from the first. */
export interface Explanation {
  readonly score: number;
  readonly mutual: boolean;
  readonly reasons: Reason[];
  readonly sharedLanguages: string[];
}

/**
 * What an actor answered about a partner. A decline takes both out of each other's lists for good; every answer teaches
 * who accepts what.
 */
export interface DecisionTaken {
  readonly actor: string;
  readonly partner: string;
  readonly decision: Decision;
  /** One of the reasons people choose from, or their words. */
  readonly reason?: string | null;
  /** ISO instant. */
  readonly at?: string;
}

/** Actors whose lists differ from before, or name an actor that does. */
export interface Changes {
  readonly changed: string[];
}

export interface Matcher {
  /** Best partners first, ties by id. Throws `RangeError` when the actor is unknown. */
  topK(id: string, k: number): Fit[];
  /** Why two actors fit, whatever the gates say; score 0 without reasons when nothing of theirs can be compared. */
  explain(a: string, b: string): Explanation;
  /** Lists for everybody under everybody's capacity (how many lists an actor may stand in). */
  assign(options: { readonly perActor: number; readonly capacity: (id: string) => number }): Assignment;
  update(actor: EngineActor): Changes;
  remove(id: string): Changes;
  decide(decision: DecisionTaken): Changes;
  /** Up to `limit` partners to show: room for another introduction, and reasons to give; the best one where none has any. */
  shown(id: string, limit: number): Suggested[];
  /** What `shown` would be for an actor that is not kept. */
  preview(actor: EngineActor, limit: number): Suggested[];
  /** The day statements are measured against, as an ISO date; lists are made again when it changes. */
  setToday(today: string): Changes;
  readonly size: number;
}

export interface MatcherInput {
  readonly actors: Iterable<EngineActor>;
  /** The project's own by default. */
  readonly thesaurus?: Thesaurus;
  /** ISO date; without it nothing is past. */
  readonly today?: string;
  /** Vectors of the actors' texts, made ready before they are taken in. */
  readonly vectors?: Vectors;
}

/** A network of so many is compared as a whole; larger ones by their index. */
const scannedUpTo = 400;
/** Below this a partner is only shown to those who would have none. */
const showFrom = 0.03;
const reasonsShown = 6;

/**
 * Builds the engine: every actor's best partners, exact and kept exact by every change (the same lists as if built
 * anew). Networks are scanned; what an update costs grows with the number of actors.
 */
export async function createMatcher({ actors, thesaurus, today = "", vectors }: MatcherInput): Promise<Matcher> {
  const reader = createMeaningReader(thesaurus ?? loadThesaurus());
  const candidates = new Map<string, Candidate>();
  const lists = new Map<string, FitList>();
  const context = { reader, today };
  const index = createCandidateIndex(reader);
  const scorer = createRowScorer(context);
  const told = new Map<string, PastAnswer[]>();
  const replay = createReplay(context);
  let wasScanned = true;
  let explained = new WeakMap<Candidate, ReadonlyMap<Candidate, Suggested>>();
  for (const actor of actors) takeIn(actor);
  buildLists();
  let model = replay.replay(candidates);
  let answeredAbout = partnersOfAnswers();

  /** Answers told to the engine outlive the actor's changes. */
  function takeIn(actor: EngineActor): void {
    keep(withAnswers(readCandidate(actor, reader, vectors), told.get(actor.id) ?? []));
  }

  /** What everybody answered has changed: whoever is told of partners may be told of others. */
  function learnAgain(id: string, changed: readonly string[], before: Candidate | undefined): Changes {
    const now = candidates.get(id);
    const isHeard = (before?.answers.length ?? 0) > 0 || (now?.answers.length ?? 0) > 0 || answeredAbout.has(id);
    if (!isHeard) return { changed: [...changed] };
    model = replay.replay(candidates);
    answeredAbout = partnersOfAnswers();
    return { changed: [...new Set([...changed, ...candidates.keys()])] };
  }

  function partnersOfAnswers(): Set<string> {
    return new Set([...candidates.values()].flatMap(({ answers }) => answers.map(({ partnerId }) => partnerId)));
  }

  function keep(candidate: Candidate): void {
    index.remove(candidate.id);
    candidates.set(candidate.id, candidate);
    index.add(candidate);
  }

  function buildLists(): void {
    wasScanned = isScanned();
    lists.clear();
    const rows = new Map<string, Fit[]>([...candidates.keys()].map((id) => [id, []]));
    // Each pair is scored once, from the side that comes later.
    const before = new Set<Candidate>();
    for (const self of candidates.values()) {
      const others = isScanned() ? before : index.near(self).filter((other) => before.has(other));
      for (const fit of scorer.score(self, others)) {
        rows.get(self.id)?.push(fit);
        rows.get(fit.id)?.push(seenFrom(self.id, fit));
      }
      before.add(self);
    }
    for (const [id, row] of rows) lists.set(id, fitListOf(row));
  }

  /** Everybody is compared with everybody while that takes a moment. */
  function isScanned(): boolean {
    return candidates.size <= scannedUpTo;
  }

  /** All fits an actor's list is made of. */
  function rowOf(self: Candidate): Fit[] {
    return scorer.score(self, isScanned() ? candidates.values() : index.near(self));
  }

  /** Every fit there is, for those who ask beyond their list. */
  function scan(self: Candidate): Fit[] {
    return scorer.score(self, candidates.values()).sort(compareFits);
  }

  /** Mends every list after one actor changed or left. */
  function mend(id: string): string[] {
    if (isScanned() !== wasScanned) {
      buildLists();
      return [...candidates.keys(), id];
    }
    const changed = new Set<string>([id]);
    const self = candidates.get(id);
    const row = self === undefined ? [] : rowOf(self);
    const fitWith = new Map(row.map((fit) => [fit.id, seenFrom(id, fit)]));
    if (self === undefined) lists.delete(id);
    else lists.set(id, fitListOf(row));
    for (const [otherId, list] of lists) {
      if (otherId === id) continue;
      const other = candidates.get(otherId);
      const mended = mendFitList(list, id, fitWith.get(otherId)) ?? (other && fitListOf(rowOf(other)));
      if (mended === undefined || mended === list) continue;
      lists.set(otherId, mended);
      changed.add(otherId);
    }
    return [...changed];
  }

  function known(id: string): Candidate {
    const candidate = candidates.get(id);
    if (candidate === undefined) throw new RangeError(`No actor ${id}`);
    return candidate;
  }

  function explainPair(a: Candidate, b: Candidate): Explanation {
    const pair = fitPair(a, b, context);
    const shared = sharedLanguages(a, b);
    if (pair === undefined) return { score: 0, mutual: false, reasons: [], sharedLanguages: shared };
    return {
      score: pair.score,
      mutual: pair.mutual,
      reasons: reasonsOf(pair, reader),
      sharedLanguages: shared,
    };
  }

  function show(self: Candidate, fits: readonly Fit[], limit: number): Suggested[] {
    if (!self.consents) return [];
    const free = fits.filter(({ id }) => hasRoom(candidates.get(id)));
    const worth = free.filter(({ score }) => score >= showFrom);
    const chosen =
      worth.length > 0
        ? chooseShown(self, worth, candidates, { model, limit, today: context.today })
        : free.slice(0, 1).map((fit) => ({ fit, propensity: 1 }));
    const before = explained.get(self);
    const shownNow = new Map<Candidate, Suggested>();
    for (const { fit, propensity } of chosen) {
      const partner = candidates.get(fit.id);
      if (partner === undefined) continue;
      const known = before?.get(partner) ?? suggest(self, partner);
      shownNow.set(partner, known.propensity === propensity ? known : { ...known, propensity });
    }
    explained.set(self, shownNow);
    return [...shownNow.values()];
  }

  function suggest(self: Candidate, partner: Candidate): Suggested {
    const { reasons, ...rest } = explainPair(self, partner);
    // An actor's id is whatever it was taken in with; the brand was proven at the edge.
    const partnerId = partner.id as Suggested["partnerId"];
    return { partnerId, ...rest, reasons: reasons.slice(0, reasonsShown), propensity: 1 };
  }

  return {
    topK(id, k) {
      const self = known(id);
      const list = lists.get(id);
      if (list !== undefined && (list.fits.length >= k || (isScanned() && list.whole))) return list.fits.slice(0, k);
      return scan(self).slice(0, k);
    },
    explain: (a, b) => explainPair(known(a), known(b)),
    assign: (options) =>
      assignPartners(new Map([...lists].map(([id, { fits }]) => [id, fits.slice(0, fitListLength)])), options),
    update(actor) {
      const before = candidates.get(actor.id);
      takeIn(actor);
      return learnAgain(actor.id, mend(actor.id), before);
    },
    remove(id) {
      told.delete(id);
      const before = candidates.get(id);
      if (before === undefined) return { changed: [] };
      candidates.delete(id);
      index.remove(id);
      return learnAgain(id, mend(id), before);
    },
    decide({ actor, partner, decision, reason = null, at = "" }) {
      const self = known(actor);
      const answer = { partnerId: partner, decision, reason, at };
      if (self.answers.some((known) => isSame(known, answer))) return { changed: [] };
      told.set(actor, [...(told.get(actor) ?? []), answer]);
      keep(withAnswers(self, [answer]));
      return learnAgain(actor, decision === "decline" ? mend(actor) : [], self);
    },
    shown: (id, limit) => show(known(id), fitsFor(known(id), limit), limit),
    preview(actor, limit) {
      const draft = readCandidate(actor, reader, vectors);
      const fits = rowOf(draft).sort(compareFits);
      return show(draft, fits.length > 0 ? fits : scan(draft), limit);
    },
    setToday(day) {
      if (context.today === day) return { changed: [] };
      context.today = day;
      explained = new WeakMap();
      replay.forget();
      buildLists();
      model = replay.replay(candidates);
      return { changed: [...candidates.keys()] };
    },
    get size() {
      return candidates.size;
    },
  };

  /** The fit list; every fit where too many of the list have no room. */
  function fitsFor(self: Candidate, limit: number): readonly Fit[] {
    const list = lists.get(self.id);
    if (list === undefined) return [];
    const free = list.fits.filter(({ id }) => hasRoom(candidates.get(id))).length;
    if (free >= limit || (isScanned() && list.whole)) return list.fits;
    const more = list.whole ? list.fits : rowOf(self).sort(compareFits);
    return more.some(({ id }) => hasRoom(candidates.get(id))) ? more : scan(self);
  }
}

function hasRoom(partner: Candidate | undefined): boolean {
  return partner !== undefined && partner.openIntroductions < partner.capacity;
}

function isSame(one: PastAnswer, other: PastAnswer): boolean {
  return one.partnerId === other.partnerId && one.decision === other.decision && one.at === other.at;
}

function withAnswers(candidate: Candidate, more: readonly PastAnswer[]): Candidate {
  const added = more.filter((answer) => !candidate.answers.some((known) => isSame(known, answer)));
  if (added.length === 0) return candidate;
  const declined = added.flatMap(({ decision, partnerId }) => (decision === "decline" ? [partnerId] : []));
  return {
    ...candidate,
    answers: [...candidate.answers, ...added],
    excluded: new Set([...candidate.excluded, ...declined]),
  };
}
