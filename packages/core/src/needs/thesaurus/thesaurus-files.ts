/** The thesaurus we author, as JSON lines. Core does no I/O: whoever has a file system reads them for `parseThesaurus`. */
export const thesaurusFiles: readonly URL[] = [
  "culture-and-places.jsonl",
  "economy.jsonl",
  "environment.jsonl",
  "food-and-crafts.jsonl",
  "making-and-living.jsonl",
  "people.jsonl",
].map((name) => new URL(`./data/${name}`, import.meta.url));
