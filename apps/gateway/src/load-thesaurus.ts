import { readFile } from "node:fs/promises";
import { parseThesaurus, type Thesaurus, thesaurusFiles } from "@milango/core/needs/thesaurus";

/** The thesaurus of the project, read from its files. Throws `ThesaurusError` when one is broken. */
export async function loadThesaurus(): Promise<Thesaurus> {
  const files = await Promise.all(thesaurusFiles.map((file) => readFile(file, "utf8")));
  return parseThesaurus(files.flatMap((text) => text.split("\n")));
}
