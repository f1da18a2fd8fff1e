import { readFileSync } from "node:fs";
import { lexiconFiles, parseThesaurus, type Thesaurus, thesaurusFiles } from "@milango/core/needs/thesaurus";

let loaded: Thesaurus | undefined;

/** The thesaurus of the project, read from its files once in a process. Throws when a file is broken, and says where. */
export function loadThesaurus(): Thesaurus {
  loaded ??= parseThesaurus(thesaurusFiles.flatMap(linesOf), {
    words: linesOf(lexiconFiles.words),
    translations: linesOf(lexiconFiles.translations),
  });
  return loaded;
}

function linesOf(file: URL): string[] {
  return readFileSync(file, "utf8").split("\n");
}
