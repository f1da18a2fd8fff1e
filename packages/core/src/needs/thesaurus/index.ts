export * from "./concept-entry.ts";
export * from "./thesaurus.ts";
export * from "./thesaurus-files.ts";
export * from "./lint-thesaurus.ts";
