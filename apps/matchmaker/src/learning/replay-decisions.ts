import type { Candidate, PastAnswer } from "../scoring/candidate.ts";
import { directedFit, fitPair, type ScoringContext, sharedLanguages } from "../scoring/fit.ts";
import { type AcceptanceModel, type AnswerFeatures, createAcceptanceModel } from "./acceptance-model.ts";

/** What the reasons people choose from say something about; a reason in words, or none, speaks of everything. */
const aboutReason: Readonly<Record<string, readonly (keyof AnswerFeatures)[] | undefined>> = {
  "not-what-we-do": ["fit", "gain"],
  "too-large": ["give"],
};
/** It says nothing of how well the two fit. */
const saysNothing = "known-already";

/** Makes the model of all answers there are; the same answers give the same model, in whatever order they came in. */
export function createReplay(context: ScoringContext) {
  let known = new WeakMap<Candidate, WeakMap<Candidate, AnswerFeatures>>();

  function featuresOf(self: Candidate, partner: Candidate): AnswerFeatures {
    let row = known.get(self);
    if (row === undefined) {
      row = new WeakMap();
      known.set(self, row);
    }
    let features = row.get(partner);
    if (features === undefined) {
      const pair = fitPair(self, partner, context);
      features = answerFeatures(self, partner, {
        score: pair?.score ?? 0,
        gain: directedFit(pair?.forth) ?? 0,
        give: directedFit(pair?.back) ?? 0,
      });
      row.set(partner, features);
    }
    return features;
  }

  return {
    replay(candidates: ReadonlyMap<string, Candidate>): AcceptanceModel {
      const answers: (PastAnswer & { readonly self: Candidate; readonly partner: Candidate })[] = [];
      for (const self of candidates.values()) {
        for (const answer of self.answers) {
          const partner = candidates.get(answer.partnerId);
          if (partner !== undefined && answer.reason !== saysNothing && answer.decision !== "later")
            answers.push({ ...answer, self, partner });
        }
      }
      answers.sort((a, b) => compare(a.at, b.at) || compare(a.self.id, b.self.id) || compare(a.partnerId, b.partnerId));
      const model = createAcceptanceModel();
      for (const { self, partner, decision, reason } of answers) {
        const about = reason === null ? undefined : aboutReason[reason];
        model.learn({
          actor: self.id,
          partner: partner.id,
          features: featuresOf(self, partner),
          accepted: decision === "accept",
          ...(about === undefined ? {} : { about }),
        });
      }
      return model;
    },
    /** Scores have changed: features are read again. */
    forget(): void {
      known = new WeakMap();
    },
  };
}

/** The features of a suggestion as its receiver sees it. */
export function answerFeatures(
  self: Candidate,
  partner: Candidate,
  { score, gain, give }: { readonly score: number; readonly gain: number; readonly give: number },
): AnswerFeatures {
  return {
    fit: score,
    gain,
    give,
    sharedLanguage: sharedLanguages(self, partner).length > 0 ? 1 : 0,
    otherKind: self.kind !== partner.kind ? 1 : 0,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
