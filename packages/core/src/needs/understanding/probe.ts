import { languages } from "../../text/language.ts";
import { joinEvidence, wordCoverage } from "./compare.ts";
import type { Meaning, MeaningReader } from "./meaning.ts";
import { weights } from "./weights.ts";
import type { WordBag } from "./word-space.ts";

/**
 * One meaning laid out flat, to be compared with thousands: the same strengths as `compareMeanings` to a millionth, in a
 * twentieth of the time. Strength is symmetric, so either side may be the one that is held.
 */
export interface Probe {
  hold(meaning: Meaning): void;
  /** Strength of what is held and another meaning, 0–1. */
  strength(other: Meaning): number;
}

export function createProbe(reader: MeaningReader): Probe {
  const { wordSpace } = reader;
  const spread = new Float64Array(reader.thesaurus.entries.length);
  const forms = createLinks();
  const stems = createLinks();
  let best = new Float64Array(64);
  let held: Meaning | undefined;
  let bag: WordBag | undefined;

  /** Every word that answers one of the held ones, with where it stands and how alike the two are. */
  function layOut(one: WordBag): void {
    if (one.forms.length > best.length) best = new Float64Array(one.forms.length * 2);
    for (let at = 0; at < one.forms.length; at += 1) {
      const form = one.forms[at] as number;
      forms.add(form, at, 1);
      const { forms: near, likenesses } = wordSpace.alike(form);
      for (let nth = 0; nth < near.length; nth += 1) forms.add(near[nth] as number, at, likenesses[nth] as number);
      for (const language of languages) {
        if (language === one.language) continue;
        const translated = wordSpace.translated(one.stems[at] as number, language);
        for (let nth = 0; nth < translated.stems.length; nth += 1)
          stems.add(translated.stems[nth] as number, at, translated.likenesses[nth] as number);
      }
    }
  }

  function coverage(one: WordBag, other: WordBag): number {
    if (one.total === 0 || other.total === 0) return 0;
    const isSame = one.language === other.language;
    const across = isSame ? 1 : weights.cognate;
    let otherCovered = 0;
    for (let o = 0; o < other.forms.length; o += 1) {
      let top = 0;
      for (let link = forms.first(other.forms[o] as number); link >= 0; link = forms.next[link] as number)
        top = raise(
          forms.place[link] as number,
          across * (forms.likeness[link] as number),
          top,
          otherCovered === 0,
          one,
        );
      if (!isSame) {
        for (let link = stems.first(other.stems[o] as number); link >= 0; link = stems.next[link] as number)
          top = raise(stems.place[link] as number, stems.likeness[link] as number, top, otherCovered === 0, one);
      }
      if (top > 0) otherCovered += top * (other.rarities[o] as number);
    }
    if (otherCovered === 0) return 0;
    let covered = 0;
    for (let at = 0; at < one.forms.length; at += 1) covered += (best[at] as number) * (one.rarities[at] as number);
    return Math.sqrt((covered / one.total) * (otherCovered / other.total));
  }

  /** Notes how well a held word is answered; most texts share nothing, so that nothing is laid out for them. */
  function raise(at: number, likeness: number, top: number, isFirst: boolean, one: WordBag): number {
    if (isFirst && top === 0) best.fill(0, 0, one.forms.length);
    if (likeness > (best[at] as number)) best[at] = likeness;
    return Math.max(likeness, top);
  }

  return {
    hold(meaning) {
      if (held !== undefined) for (const concept of held.spread.keys()) spread[concept] = 0;
      forms.clear();
      stems.clear();
      held = meaning;
      for (const [concept, weight] of meaning.spread) spread[concept] = weight;
      bag = meaning.bags.length === 1 ? meaning.bags[0] : undefined;
      if (bag !== undefined) layOut(bag);
    },
    strength(other) {
      if (held === undefined) return 0;
      let product = 0;
      const { concepts } = other;
      for (let at = 0; at < concepts.length; at += 1) {
        const { concept, weight } = concepts[at] as Meaning["concepts"][number];
        product += weight * (spread[concept] as number);
      }
      const lengths = held.length * other.length;
      const cosine = lengths === 0 ? 0 : Math.min(1, product / lengths);
      const [single] = other.bags;
      const covered =
        bag !== undefined && single !== undefined && other.bags.length === 1
          ? coverage(bag, single)
          : wordCoverage(held, other, reader);
      return joinEvidence(held, other, cosine, covered, reader).strength;
    },
  };
}

/** Chains of links by number, in arrays that are used again: what would otherwise be a map of lists. */
function createLinks() {
  let head = new Int32Array(4096).fill(-1);
  const touched: number[] = [];
  const links = {
    next: [] as number[],
    place: [] as number[],
    likeness: [] as number[],
    first: (number: number): number => (number < head.length ? (head[number] as number) : -1),
    add(number: number, place: number, likeness: number): void {
      if (number >= head.length) {
        const larger = new Int32Array(2 * (number + 1)).fill(-1);
        larger.set(head);
        head = larger;
      }
      if (head[number] === -1) touched.push(number);
      links.next.push(head[number] as number);
      links.place.push(place);
      links.likeness.push(likeness);
      head[number] = links.next.length - 1;
    },
    clear(): void {
      for (const number of touched) head[number] = -1;
      touched.length = 0;
      links.next.length = 0;
      links.place.length = 0;
      links.likeness.length = 0;
    },
  };
  return links;
}
