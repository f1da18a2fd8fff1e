import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Language } from "../../text/language.ts";
import { parseThesaurus } from "../thesaurus/thesaurus.ts";
import { lexiconFiles, thesaurusFiles } from "../thesaurus/thesaurus-files.ts";
import { compareMeanings } from "./compare.ts";
import { createMeaningReader } from "./meaning.ts";
import { createProbe } from "./probe.ts";

const linesOf = (file: URL) => readFileSync(file, "utf8").split("\n");
const thesaurus = parseThesaurus(thesaurusFiles.flatMap(linesOf), {
  words: linesOf(lexiconFiles.words),
  translations: linesOf(lexiconFiles.translations),
});

it("gives the strengths of the comparison, whichever side it holds and in whatever order texts were read", () => {
  const reader = createMeaningReader(thesaurus);
  const texts = thesaurus.entries
    .filter((_, at) => at % 90 === 0)
    .flatMap(({ voices }) =>
      (["fr", "es", "en"] as const).flatMap((language) => {
        const [voice] = voices[language] ?? [];
        return voice === undefined ? [] : [[language, voice] as readonly [Language, string]];
      }),
    );
  const meanings = texts.map(([language, text], at) =>
    reader.read({
      text: { [language]: text },
      concepts: at % 7 === 0 ? ["water.drinking-water"] : [],
      sector: at % 3 === 0 ? "water" : null,
    }),
  );
  meanings.push(reader.read({ text: { fr: "un four à pain", es: "un horno de pan" } }), reader.read({ text: {} }));
  const probe = createProbe(reader);
  for (const one of meanings) {
    probe.hold(one);
    for (const other of meanings) {
      const { strength } = compareMeanings(one, other, reader);
      expect(probe.strength(other)).toBeCloseTo(strength, 6);
      expect(compareMeanings(other, one, reader).strength).toBeCloseTo(strength, 6);
    }
  }
});
