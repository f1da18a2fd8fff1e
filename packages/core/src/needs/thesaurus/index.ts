export * from "./concept-entry.ts";
export * from "./lexicon-lines.ts";
export * from "./lint-thesaurus.ts";
export * from "./thesaurus.ts";
export * from "./thesaurus-files.ts";
