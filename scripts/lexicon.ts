import { readFileSync, writeFileSync } from "node:fs";
import { lexiconFiles, parseThesaurus, thesaurusFiles } from "@milango/core/needs/thesaurus";
import { induceLexicon } from "@milango/core/needs/understanding";
import { languages } from "@milango/core/text";

/** Finds again which words stand for each other, after the thesaurus has changed: npm run lexicon. Takes two minutes. */
const leastLikeness = 0.2;
const thesaurus = parseThesaurus(thesaurusFiles.flatMap((file) => readFileSync(file, "utf8").split("\n")));
const lines: string[] = [];
for (const [at, from] of languages.entries()) {
  for (const to of languages.slice(at + 1)) {
    const found = induceLexicon(thesaurus, from, to).filter(({ likeness }) => likeness >= leastLikeness);
    console.log(`${from}–${to}: ${found.length}`);
    lines.push(
      ...found.map(({ word, other, likeness }) => [from, to, word, other, Math.round(100 * likeness)].join("\t")),
    );
  }
}
const head =
  "# Stems that stand for each other, found in the lists of the thesaurus by `npm run lexicon`; not written by hand.";
writeFileSync(lexiconFiles.translations, `${[head, ...lines.sort()].join("\n")}\n`);
