import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LexiconError, parseLexicon } from "../../thesaurus/lexicon-lines.ts";
import { parseThesaurus, type Thesaurus } from "../../thesaurus/thesaurus.ts";
import { lexiconFiles, thesaurusFiles } from "../../thesaurus/thesaurus-files.ts";
import { stem } from "../stem.ts";
import { induceLexicon } from "./induce-lexicon.ts";
import { lexiconOf } from "./lexicon.ts";

const linesOf = (file: URL) => readFileSync(file, "utf8").split("\n");
const thesaurus = parseThesaurus(thesaurusFiles.flatMap(linesOf), {
  words: linesOf(lexiconFiles.words),
  translations: linesOf(lexiconFiles.translations),
});

it("knows two thousand stems and more of every pair of languages", () => {
  const lexicon = lexiconOf(thesaurus);
  for (const [from, into] of [
    ["fr", "es"],
    ["fr", "en"],
    ["es", "en"],
    ["nl", "en"],
    ["ht", "fr"],
    ["ht", "en"],
  ] as const) {
    expect(lexicon.size(from, into), `${from} into ${into}`).toBeGreaterThan(2_000);
    expect(lexicon.size(into, from), `${into} into ${from}`).toBeGreaterThan(2_000);
  }
});

it("leads both ways, by stems", () => {
  const lexicon = lexiconOf(thesaurus);
  for (const [from, word, into, other] of [
    ["fr", "rivière", "es", "ríos"],
    ["es", "madera", "fr", "bois"],
    ["en", "bucket", "es", "balde"],
    ["ht", "dlo", "en", "water"],
    ["fr", "mère", "ht", "manman"],
    ["nl", "emmer", "fr", "seau"],
  ] as const) {
    const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");
    const found = lexicon.translations(from, stem(plain(word), from), into);
    expect([...(found ?? [])].map(([each]) => each)).toContain(stem(plain(other), into));
  }
});

it("says what is wrong with its files, line by line", () => {
  const words = ["# a comment", "eau\tagua\twater\twater\tdlo", "eau\t\twater\t\t", "eau\tagua"];
  const translations = ["fr\tes\teau\tagu\t90", "fr\txx\teau\tagu\t90", "fr\tes\teau\tagu\t900"];
  expect(() => parseLexicon({ words, translations })).toThrow(LexiconError);
  expect(() => parseLexicon({ words, translations })).toThrow(
    /4 fault[\s\S]*line 3: nothing in es[\s\S]*line 4: 2 columns[\s\S]*line 2: fr\txx[\s\S]*line 3: fr\tes/,
  );
});

it("finds translations in lists that are only mostly in the same order", () => {
  const sides = [
    [
      ["seau", "filet", "marée", "barque"],
      ["balde", "red", "marea", "bote"],
    ],
    [
      ["filet", "barque", "glace"],
      ["red", "hielo", "bote"],
    ],
    [
      ["seau", "glace", "marée"],
      ["balde", "hielo", "marea"],
    ],
    [
      ["barque", "seau"],
      ["bote", "balde"],
    ],
  ] as const;
  const entries = sides.map(([fr, es]) => ({ context: { fr, es } }));
  const found = induceLexicon({ entries } as unknown as Thesaurus, "fr", "es");
  const best = (word: string) =>
    found.filter((each) => each.word === word).sort((a, b) => b.likeness - a.likeness)[0]?.other;
  expect(["seau", "filet", "glac", "barqu"].map(best)).toEqual(["bald", "red", "hiel", "bot"]);
});
