export * from "./concept-entry.ts";
export * from "./thesaurus.ts";
export * from "./thesaurus-files.ts";
