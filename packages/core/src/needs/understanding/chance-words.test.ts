import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lexiconFiles, parseThesaurus, thesaurusFiles } from "../thesaurus/index.ts";
import { keptBesideChance } from "./chance-words.ts";
import { createMeaningReader } from "./meaning.ts";

const linesOf = (file: URL) => readFileSync(file, "utf8").split("\n");
const reader = createMeaningReader(
  parseThesaurus(thesaurusFiles.flatMap(linesOf), {
    words: linesOf(lexiconFiles.words),
    translations: linesOf(lexiconFiles.translations),
  }),
);
const fr = (text: string) => reader.read({ text: { fr: text } });
const es = (text: string) => reader.read({ text: { es: text } });

describe("Words two texts have in common", () => {
  const need = fr("La mer emporte le sable de notre plage chaque saison, et les maisons du rivage menacent de tomber.");
  const play = fr(
    "Notre troupe joue sur la plage un conte de marionnettes, avec un château de sable et une mer en papier.",
  );

  it("are doubted where all else is of other matters, from either side", () => {
    const kept = keptBesideChance(need, play, reader);
    expect(kept).toBeLessThan(0.6);
    expect(keptBesideChance(play, need, reader)).toBeCloseTo(kept, 9);
  });

  it("are trusted where little else is said, and where the rest agrees", () => {
    expect(
      keptBesideChance(fr("broyer des bouteilles en verre"), fr("un broyeur pour bouteilles de verre"), reader),
    ).toBeGreaterThan(0.8);
    const cold = fr("La chambre froide du port est en panne et le poisson se perd avant le marché.");
    const ice = fr("Au port nous avons une chambre froide et de la glace pour garder le poisson frais.");
    expect(keptBesideChance(cold, ice, reader)).toBeGreaterThan(keptBesideChance(need, play, reader));
  });

  it("play no part between languages, or alone", () => {
    expect(keptBesideChance(need, es("El mar se lleva la arena de la playa"), reader)).toBe(1);
    expect(keptBesideChance(need, fr("Un bateau en mer"), reader)).toBe(1);
  });
});
