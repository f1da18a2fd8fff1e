import type { Language } from "../../text/language.ts";
import { gramsOf } from "./cognate-form.ts";
import type { ConceptIndex } from "./concept-index.ts";
import type { Lexicon } from "./lexicon/lexicon.ts";
import type { Token } from "./tokenise.ts";
import { weights } from "./weights.ts";

/** The distinct words of a text, by number, with how rare each is. */
export interface WordBag {
  readonly language: Language;
  readonly forms: Int32Array;
  /** In the same places. */
  readonly stems: Int32Array;
  readonly rarities: Float32Array;
  /** As first written. */
  readonly written: readonly string[];
  /** The tokens they were first read as. */
  readonly tokens: readonly Token[];
  /** Sum of `rarities`. */
  readonly total: number;
  /** Position in `forms` by form, and by stem. */
  readonly at: ReadonlyMap<number, number>;
  readonly atStem: ReadonlyMap<number, number>;
}

/** Two words that answer each other, by form, and how alike they are. */
export interface WordPair {
  readonly need: number;
  readonly offer: number;
  readonly likeness: number;
  readonly rarity: number;
}

/**
 * Numbers the cognate forms of every text it has seen and knows which are alike. Likeness depends on two forms only,
 * never on what else was seen, so that scores do not depend on the order in which texts come.
 */
export interface WordSpace {
  bag(tokens: readonly Token[], language: Language, index: ConceptIndex): WordBag;
  /** 0–1: how much of both texts is answered by words of the other, weighted by rarity; the geometric mean of both sides. */
  coverage(need: WordBag, offer: WordBag): number;
  /** The pairs `coverage` rests on, rarest first. */
  pairs(need: WordBag, offer: WordBag): WordPair[];
  /** Forms like a form, with how alike they are in the same places; more may come with every text that is read. */
  alike(form: number): { readonly forms: readonly number[]; readonly likenesses: readonly number[] };
  /** Stems of a language that translate a stem, with how surely in the same places. */
  translated(stem: number, into: Language): Translated;
}

interface Translated {
  readonly stems: Int32Array;
  readonly likenesses: Float64Array;
}
const untranslated: Translated = { stems: new Int32Array(), likenesses: new Float64Array() };

export function createWordSpace(lexicon: Lexicon): WordSpace {
  const numbers = new Map<string, number>();
  // Forms like form n: their numbers, and in the same place how alike they are.
  const near: number[][] = [];
  const likenesses: number[][] = [];
  const gramCounts: number[] = [];
  // All zero between two calls of `numberOf`.
  const sharedGrams: number[] = [];
  const byGram = new Map<string, number[]>();
  const stemNumbers = new Map<string, number>();
  const stemNames: { readonly language: Language; readonly stem: string }[] = [];
  const translatedInto = new Map<Language, Translated[]>();

  function stemNumber(language: Language, stem: string): number {
    const key = `${language}:${stem}`;
    let number = stemNumbers.get(key);
    if (number === undefined) {
      number = stemNames.length;
      stemNumbers.set(key, number);
      stemNames.push({ language, stem });
    }
    return number;
  }

  function translated(stem: number, into: Language): Translated {
    let known = translatedInto.get(into);
    if (known === undefined) {
      known = [];
      translatedInto.set(into, known);
    }
    let found = known[stem];
    if (found === undefined) {
      const name = stemNames[stem];
      const row = name === undefined ? undefined : lexicon.translations(name.language, name.stem, into);
      found =
        row === undefined
          ? untranslated
          : {
              stems: Int32Array.from(row.keys(), (other) => stemNumber(into, other)),
              likenesses: Float64Array.from(row.values()),
            };
      known[stem] = found;
    }
    return found;
  }

  function numberOf(form: string): number {
    const known = numbers.get(form);
    if (known !== undefined) return known;
    const number = near.length;
    const [links, alike]: [number[], number[]] = [[], []];
    const grams = form.length < 4 ? [] : [...new Set(gramsOf(form))];
    const touched: number[] = [];
    for (const gram of grams) {
      for (const other of byGram.get(gram) ?? []) {
        if (sharedGrams[other] === 0) touched.push(other);
        sharedGrams[other] = (sharedGrams[other] ?? 0) + 1;
      }
    }
    for (const other of touched) {
      const likeness = (2 * (sharedGrams[other] ?? 0)) / (grams.length + (gramCounts[other] ?? 0));
      sharedGrams[other] = 0;
      if (likeness < weights.likenessFrom) continue;
      links.push(other);
      alike.push(likeness);
      near[other]?.push(number);
      likenesses[other]?.push(likeness);
    }
    for (const gram of grams) {
      const list = byGram.get(gram);
      if (list === undefined) byGram.set(gram, [number]);
      else list.push(number);
    }
    numbers.set(form, number);
    near.push(links);
    likenesses.push(alike);
    gramCounts.push(grams.length);
    sharedGrams.push(0);
    return number;
  }

  function eachPair(
    need: WordBag,
    offer: WordBag,
    visit: (need: number, offer: number, likeness: number) => void,
  ): void {
    const across = need.language === offer.language ? 1 : weights.cognate;
    for (let o = 0; o < offer.forms.length; o += 1) {
      const form = offer.forms[o] ?? 0;
      const same = need.at.get(form);
      if (same !== undefined) visit(same, o, across);
      const others = near[form] ?? [];
      for (let at = 0; at < others.length; at += 1) {
        const n = need.at.get(others[at] ?? -1);
        if (n !== undefined) visit(n, o, across * (likenesses[form]?.[at] ?? 0));
      }
      if (need.language === offer.language) continue;
      const { stems, likenesses: sure } = translated(offer.stems[o] ?? -1, need.language);
      for (let at = 0; at < stems.length; at += 1) {
        const n = need.atStem.get(stems[at] ?? -1);
        if (n !== undefined) visit(n, o, sure[at] ?? 0);
      }
    }
  }

  return {
    bag(tokens, language, index) {
      const rarityOf = new Map<number, number>();
      const written: string[] = [];
      const first: Token[] = [];
      const stemList: number[] = [];
      const formOfStem = new Map<number, number>();
      for (const token of tokens) {
        const postings = index.postings(token.stem, token.cognate, language);
        const known = postings?.exact === true ? postings.rarity : index.unknownRarity;
        const rarity = token.general ? known * weights.general : known;
        const stem = stemNumber(language, token.stem);
        // Two forms of one word are one word.
        const form = formOfStem.get(stem) ?? numberOf(token.cognate);
        formOfStem.set(stem, form);
        if (!rarityOf.has(form)) {
          written.push(token.written);
          first.push(token);
          stemList.push(stem);
        }
        rarityOf.set(form, Math.min(rarityOf.get(form) ?? rarity, rarity));
      }
      const forms = Int32Array.from(rarityOf.keys());
      const rarities = Float32Array.from(rarityOf.values());
      const at = new Map([...forms].map((form, position) => [form, position]));
      const stems = Int32Array.from(stemList);
      const atStem = new Map(stemList.map((stem, position) => [stem, position]));
      const total = rarities.reduce((sum, rarity) => sum + rarity, 0);
      return { language, forms, stems, rarities, written, tokens: first, total, at, atStem };
    },
    coverage(need, offer) {
      if (need.total === 0 || offer.total === 0) return 0;
      let bestForNeed: Float32Array | undefined;
      let offerCovered = 0;
      let lastOffer = -1;
      let bestForOffer = 0;
      eachPair(need, offer, (n, o, likeness) => {
        bestForNeed ??= new Float32Array(need.forms.length);
        if (likeness > (bestForNeed[n] ?? 0)) bestForNeed[n] = likeness;
        if (o !== lastOffer) {
          offerCovered += bestForOffer * (offer.rarities[lastOffer] ?? 0);
          lastOffer = o;
          bestForOffer = 0;
        }
        if (likeness > bestForOffer) bestForOffer = likeness;
      });
      if (bestForNeed === undefined) return 0;
      offerCovered += bestForOffer * (offer.rarities[lastOffer] ?? 0);
      const needCovered = bestForNeed.reduce((sum, best, n) => sum + best * (need.rarities[n] ?? 0), 0);
      return Math.sqrt((needCovered / need.total) * (offerCovered / offer.total));
    },
    alike: (form) => ({ forms: near[form] ?? [], likenesses: likenesses[form] ?? [] }),
    translated,
    pairs(need, offer) {
      const best = new Map<number, WordPair>();
      eachPair(need, offer, (n, o, likeness) => {
        if (likeness > (best.get(n)?.likeness ?? 0))
          best.set(n, { need: n, offer: o, likeness, rarity: need.rarities[n] ?? 0 });
      });
      return [...best.values()].sort((a, b) => b.rarity * b.likeness - a.rarity * a.likeness || a.need - b.need);
    },
  };
}
