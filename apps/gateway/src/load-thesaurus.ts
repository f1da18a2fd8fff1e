import { readFile } from "node:fs/promises";
import { lexiconFiles, parseThesaurus, type Thesaurus, thesaurusFiles } from "@milango/core/needs/thesaurus";

/** The thesaurus of the project, read from its files. Throws when one is broken, and says where. */
export async function loadThesaurus(): Promise<Thesaurus> {
  const [words, translations, ...concepts] = await Promise.all(
    [lexiconFiles.words, lexiconFiles.translations, ...thesaurusFiles].map(linesOf),
  );
  return parseThesaurus(concepts.flat(), { words: words ?? [], translations: translations ?? [] });
}

async function linesOf(file: URL): Promise<string[]> {
  return (await readFile(file, "utf8")).split("\n");
}
