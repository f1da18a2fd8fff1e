/** What is known of a suggestion before it is answered, from the side of the one who answers; each 0–1. */
export interface AnswerFeatures {
  /** The pair's score. */
  readonly fit: number;
  /** How well the partner's offers meet this side's needs, and the other way round. */
  readonly gain: number;
  readonly give: number;
  readonly sharedLanguage: number;
  readonly otherKind: number;
}

export interface Answer {
  readonly actor: string;
  readonly partner: string;
  readonly features: AnswerFeatures;
  readonly accepted: boolean;
  /** What the answer was about; all of it by default. */
  readonly about?: readonly (keyof AnswerFeatures)[];
}

/**
 * How probable it is that an actor accepts a partner: a hierarchical Bayesian probit, learned by assumed density
 * filtering (Graepel et al., "Web-scale Bayesian click-through rate prediction", 2010). Weights are shared by all; every
 * actor has a bias of its own as one who answers, and another as one who is suggested.
 */
export interface AcceptanceModel {
  readonly answers: number;
  /** 0–1; before anything is learned it only grows with the fit. */
  probability(actor: string, partner: string, features: AnswerFeatures): number;
  learn(answer: Answer): void;
}

interface Belief {
  mean: number;
  variance: number;
}

/** Beliefs before the first answer: who fits better is accepted more often; of the rest nothing is known. */
const priors: Readonly<Record<keyof AnswerFeatures | "constant", Readonly<Belief>>> = {
  constant: { mean: -1, variance: 1 },
  fit: { mean: 3, variance: 1 },
  gain: { mean: 0, variance: 1 },
  give: { mean: 0, variance: 1 },
  sharedLanguage: { mean: 0, variance: 0.5 },
  otherKind: { mean: 0, variance: 0.5 },
};
const biasVariance = 0.5;
const names = Object.keys(priors).filter((name) => name !== "constant") as (keyof AnswerFeatures)[];

export function createAcceptanceModel(): AcceptanceModel {
  const constant = { ...priors.constant };
  const weights = new Map(names.map((name) => [name, { ...priors[name] }]));
  const answering = new Map<string, Belief>();
  const suggested = new Map<string, Belief>();
  let answers = 0;

  const biasOf = (biases: Map<string, Belief>, id: string): Belief =>
    biases.get(id) ?? { mean: 0, variance: biasVariance };

  /** The beliefs an answer rests on, each with what it is multiplied by. */
  function terms(actor: string, partner: string, features: AnswerFeatures): [Belief, number][] {
    return [
      [constant, 1],
      [biasOf(answering, actor), 1],
      [biasOf(suggested, partner), 1],
      ...names.map((name): [Belief, number] => [weights.get(name) as Belief, features[name]]),
    ];
  }

  return {
    get answers() {
      return answers;
    },
    probability(actor, partner, features) {
      let [mean, variance] = [0, 1];
      for (const [belief, by] of terms(actor, partner, features)) {
        mean += by * belief.mean;
        variance += by * by * belief.variance;
      }
      return cumulative(mean / Math.sqrt(variance));
    },
    learn({ actor, partner, features, accepted, about = names }) {
      answers += 1;
      const [mine, theirs] = [biasOf(answering, actor), biasOf(suggested, partner)];
      answering.set(actor, mine);
      suggested.set(partner, theirs);
      const all = terms(actor, partner, features);
      let [mean, variance] = [0, 1];
      for (const [belief, by] of all) {
        mean += by * belief.mean;
        variance += by * by * belief.variance;
      }
      const deviation = Math.sqrt(variance);
      const sign = accepted ? 1 : -1;
      const t = (sign * mean) / deviation;
      const pull = density(t) / Math.max(cumulative(t), 1e-12);
      const shrink = pull * (pull + t);
      const learning = new Set<Belief>([constant, mine, theirs, ...about.map((name) => weights.get(name) as Belief)]);
      for (const [belief, by] of all) {
        if (!learning.has(belief)) continue;
        const share = (by * belief.variance) / deviation;
        belief.mean += sign * share * pull;
        belief.variance *= Math.max(1e-4, 1 - ((by * share) / deviation) * shrink);
      }
    },
  };
}

/** Of the standard normal distribution. */
function density(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Abramowitz and Stegun 7.1.26, off by less than 1.5e-7. */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x / Math.SQRT2));
  const tail =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) *
    t *
    Math.exp((-x * x) / 2);
  return x >= 0 ? 1 - tail / 2 : tail / 2;
}
