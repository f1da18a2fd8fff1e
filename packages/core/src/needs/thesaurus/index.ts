export * from "./concept-entry.ts";
export * from "./lint-thesaurus.ts";
export * from "./thesaurus.ts";
export * from "./thesaurus-files.ts";
