import { readFileSync } from "node:fs";
import { parseThesaurus, type Thesaurus, thesaurusFiles } from "@milango/core/needs/thesaurus";

let loaded: Thesaurus | undefined;

/** The thesaurus of the project, read from its files once in a process. Throws `ThesaurusError` when a file is broken. */
export function loadThesaurus(): Thesaurus {
  loaded ??= parseThesaurus(thesaurusFiles.flatMap((file) => readFileSync(file, "utf8").split("\n")));
  return loaded;
}
