import {
  type AcceptanceModel,
  type AnswerFeatures,
  createAcceptanceModel,
} from "../../apps/matchmaker/src/learning/acceptance-model.ts";
import { createRandom } from "./synthetic-network.ts";

/**
 * What learning from answers is worth: a network whose members accept by leanings of their own that nobody knows, shown
 * three partners a week each, by the fit alone, by what was learned, and by somebody who knows everything. Counted are
 * the pairs in which both accept: node bench/matching/learning.ts
 */
const actors = 300;
const candidatesEach = 60;
const weeks = 30;
const shownEach = 3;

interface Pair {
  readonly partner: number;
  readonly features: AnswerFeatures;
}

function simulate(seed: number): { readonly [policy: string]: number } {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const leaning = Array.from({ length: actors }, () => 0.6 * normal());
  const appeal = Array.from({ length: actors }, () => 0.6 * normal());
  const truth = { constant: -2, fit: 1.2, gain: 1.4, give: -0.6, sharedLanguage: 0.9, otherKind: 0.5 };
  const lists = Array.from({ length: actors }, (_, self) =>
    Array.from({ length: candidatesEach }, (): Pair => {
      const [gain, give] = [random(), random()];
      const fit = Math.max((2 * gain * give) / (gain + give), 0.25 * Math.max(gain, give));
      const partner = (self + 1 + Math.floor(random() * (actors - 1))) % actors;
      const features = { fit, gain, give, sharedLanguage: random() < 0.5 ? 1 : 0, otherKind: random() < 0.5 ? 1 : 0 };
      return { partner, features };
    }),
  );
  const mirrored = (features: AnswerFeatures): AnswerFeatures => ({
    ...features,
    gain: features.give,
    give: features.gain,
  });
  const pull = (self: number, partner: number, { fit, gain, give, sharedLanguage, otherKind }: AnswerFeatures) =>
    truth.constant +
    truth.fit * fit +
    truth.gain * gain +
    truth.give * give +
    truth.sharedLanguage * sharedLanguage +
    truth.otherKind * otherKind +
    (leaning[self] ?? 0) +
    (appeal[partner] ?? 0);
  const model = createAcceptanceModel();
  const both = (known: AcceptanceModel, self: number, { partner, features }: Pair) =>
    known.probability(`${self}`, `${partner}`, features) *
    known.probability(`${partner}`, `${self}`, mirrored(features));
  const logistic = (x: number) => 1 / (1 + Math.exp(-1.702 * x));
  const worth: { readonly [policy: string]: (self: number, pair: Pair) => number } = {
    fit: (_, { features }) => features.fit,
    learned: (self, pair) => both(model, self, pair),
    oracle: (self, { partner, features }) =>
      logistic(pull(self, partner, features)) * logistic(pull(partner, self, mirrored(features))),
  };
  const mutual: { [policy: string]: number } = {};
  for (const [policy, value] of Object.entries(worth)) {
    const left = lists.map((list) => [...list]);
    let count = 0;
    for (let week = 0; week < weeks; week++) {
      for (const [self, list] of left.entries()) {
        const ranked = list.map((pair) => ({ pair, value: value(self, pair) })).sort((a, b) => b.value - a.value);
        const shown = ranked.slice(0, shownEach).map(({ pair }) => pair);
        if (week % 5 === 4) left[self] = lists[self]?.map((pair) => pair) ?? [];
        else left[self] = ranked.slice(shownEach).map(({ pair }) => pair);
        for (const { partner, features } of shown) {
          const mine = pull(self, partner, features) + normal() > 0;
          const theirs = pull(partner, self, mirrored(features)) + normal() > 0;
          if (mine && theirs) count++;
          if (policy !== "learned") continue;
          model.learn({ actor: `${self}`, partner: `${partner}`, features, accepted: mine });
          // The other side is only asked once the first said yes.
          if (mine)
            model.learn({ actor: `${partner}`, partner: `${self}`, features: mirrored(features), accepted: theirs });
        }
      }
    }
    mutual[policy] = count;
  }
  return mutual;
}

let [fit, learned, oracle] = [0, 0, 0];
for (let seed = 1; seed <= 5; seed++) {
  const counted = simulate(seed);
  fit += counted.fit ?? 0;
  learned += counted.learned ?? 0;
  oracle += counted.oracle ?? 0;
}
const model = createAcceptanceModel();
const features = { fit: 0.5, gain: 0.5, give: 0.5, sharedLanguage: 1, otherKind: 0 };
const begun = performance.now();
for (let nth = 0; nth < 200_000; nth++)
  model.learn({ actor: `a${nth % 500}`, partner: `p${nth % 499}`, features, accepted: nth % 3 > 0 });
const microseconds = (1000 * (performance.now() - begun)) / 200_000;
console.log(
  [
    `mutual acceptances: ${fit} by the fit, ${learned} learned, ${oracle} by an oracle`,
    `${(learned / fit).toFixed(2)} of the fit's (target 1.5), ${((100 * learned) / oracle).toFixed(0)} % of the oracle's (target 90 %)`,
    `an answer is learned in ${microseconds.toFixed(2)} µs`,
  ].join("; "),
);
