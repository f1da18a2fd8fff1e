import { loadThesaurus, type SimpleActor } from "@milango/matchmaker/engine";

/** Numbers that come again with the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const territories = ["MF", "GP", "MQ", "GF", "HT", "DO", "CR", "JM", "LC", "SR"];
const languages = ["fr", "es", "en"] as const;

/** Made-up actors, and what each of their needs and offers is about: what nobody who matches them is told. */
export interface SyntheticNetwork {
  readonly actors: SimpleActor[];
  /** Concept by statement id. */
  readonly about: ReadonlyMap<string, string>;
}

/** Actors that need and offer what people say of the thesaurus's concepts, in their own words and languages. */
export function syntheticNetwork(count: number, seed = 1): SimpleActor[] {
  return createSyntheticNetwork(count, seed).actors;
}

export function createSyntheticNetwork(count: number, seed = 1): SyntheticNetwork {
  const random = createRandom(seed);
  const { entries } = loadThesaurus();
  const about = new Map<string, string>();
  const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(random() * from.length)] as Value;
  const actors = Array.from({ length: count }, (_, nth): SimpleActor => {
    const language = pick(languages);
    const statement = (side: string) => (_unused: unknown, at: number) => {
      const { voices, labels, id: concept } = pick(entries);
      const said = [...(voices[language] ?? []), ...(labels[language] ?? [])];
      const id = `${nth}${side}${at}`;
      about.set(id, concept);
      return { id, text: `${pick(said)}, ${pick(said)}`, tags: random() < 0.3 ? [concept] : [] };
    };
    return {
      id: `a${String(nth).padStart(6, "0")}`,
      territory: pick(territories),
      language,
      capacity: 5,
      needs: Array.from({ length: 1 + Math.floor(random() * 3) }, statement("n")),
      offers: Array.from({ length: 1 + Math.floor(random() * 3) }, statement("o")),
    };
  });
  return { actors, about };
}
