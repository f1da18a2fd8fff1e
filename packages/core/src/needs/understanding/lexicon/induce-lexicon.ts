import type { Language } from "../../../text/language.ts";
import type { InducedTranslation } from "../../thesaurus/lexicon-lines.ts";
import type { Thesaurus } from "../../thesaurus/thesaurus.ts";
import { gramsOf } from "../cognate-form.ts";
import { type Token, tokenise } from "../tokenise.ts";

/** Words at the same place of a concept's lists are mostly translations; how much less, with each place between. */
const perPlace = [1, 0.35, 0.15, 0.08];
const farAway = 0.03;
const rounds = 6;

interface Words {
  readonly from: readonly Token[];
  readonly to: readonly Token[];
  /** How likely a word of one stands for a word of the other, by their places alone. */
  readonly prior: (from: number, to: number) => number;
}

/**
 * Finds which words of two languages stand for each other, from the lists of words that go with each concept: the
 * authors wrote them side by side, more or less in the same order. Expectation maximisation after IBM model 1 (Brown et
 * al., 1993), with places and cognates as the prior, both ways; what is kept is the geometric mean of both.
 */
export function induceLexicon(thesaurus: Thesaurus, from: Language, to: Language): InducedTranslation[] {
  const texts = thesaurus.entries.map((entry) => wordsOf(entry.context[from] ?? [], entry.context[to] ?? [], from, to));
  const forth = align(texts);
  const back = align(texts.map((words) => ({ from: words.to, to: words.from, prior: (a, b) => words.prior(b, a) })));
  const translations: InducedTranslation[] = [];
  for (const [word, row] of forth) {
    for (const [other, chance] of row) {
      const likeness = Math.sqrt(chance * (back.get(other)?.get(word) ?? 0));
      translations.push({ from, to, word, other, likeness });
    }
  }
  return translations;
}

function wordsOf(from: readonly string[], to: readonly string[], a: Language, b: Language): Words {
  const [left, right] = [placed(from, a), placed(to, b)];
  const scale = right.length === 0 || left.length === 0 ? 1 : to.length / from.length;
  return {
    from: left.map(({ token }) => token),
    to: right.map(({ token }) => token),
    prior(one, other) {
      const [x, y] = [left[one], right[other]];
      if (x === undefined || y === undefined) return 0;
      const place = perPlace[Math.round(Math.abs(x.place * scale - y.place))] ?? farAway;
      return place + cognateLikeness(x.token.cognate, y.token.cognate);
    },
  };
}

function placed(phrases: readonly string[], language: Language) {
  return phrases.flatMap((phrase, place) => tokenise(phrase, language).map((token) => ({ token, place })));
}

function cognateLikeness(one: string, other: string): number {
  if (one === other) return 2;
  if (one.length < 4 || other.length < 4) return 0;
  const grams = new Set(gramsOf(one));
  const others = new Set(gramsOf(other));
  const shared = [...grams].filter((gram) => others.has(gram)).length;
  const dice = (2 * shared) / (grams.size + others.size);
  return dice > 0.5 ? dice : 0;
}

type Chances = Map<string, Map<string, number>>;

/** P(word of the other language | word), estimated anew each round. */
function align(texts: readonly Words[]): Chances {
  let chances: Chances | undefined;
  for (let round = 0; round < rounds; round++) {
    const counts: Chances = new Map();
    for (const { from, to, prior } of texts) {
      for (const [b, other] of to.entries()) {
        const weights = from.map(
          (word, a) => prior(a, b) * (chances === undefined ? 1 : (chances.get(word.stem)?.get(other.stem) ?? 0)),
        );
        const sum = weights.reduce((total, weight) => total + weight, 0);
        if (sum === 0) continue;
        for (const [a, word] of from.entries()) {
          const share = (weights[a] ?? 0) / sum;
          if (share < 0.01) continue;
          const row = counts.get(word.stem) ?? new Map<string, number>();
          row.set(other.stem, (row.get(other.stem) ?? 0) + share);
          counts.set(word.stem, row);
        }
      }
    }
    for (const row of counts.values()) {
      let total = 0;
      for (const count of row.values()) total += count;
      // One sighting is little: what was seen once may be chance.
      for (const [word, count] of row) row.set(word, count / (total + 0.5));
    }
    chances = counts;
  }
  return chances ?? new Map();
}
