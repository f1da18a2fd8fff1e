/** The fields of the thesaurus: an id begins with its field, and a field is a file. */
export const fields = [
  "animal",
  "build",
  "care",
  "civic",
  "craft",
  "culture",
  "digital",
  "energy",
  "family",
  "farm",
  "food",
  "govern",
  "health",
  "housing",
  "inclusion",
  "justice",
  "law",
  "learn",
  "manage",
  "media",
  "migration",
  "money",
  "move",
  "nature",
  "place",
  "policy",
  "research",
  "risk",
  "sea",
  "sport",
  "start",
  "tourism",
  "trade",
  "waste",
  "water",
  "work",
] as const;

/** The thesaurus we author, as JSON lines. Core does no I/O: whoever has a file system reads them for `parseThesaurus`. */
export const thesaurusFiles: readonly URL[] = fields.map((field) => new URL(`./data/${field}.jsonl`, import.meta.url));

/** The lexicon beside it: general words we author, and translations found in the thesaurus. */
export const lexiconFiles = {
  words: new URL("./lexicon/words.tsv", import.meta.url),
  translations: new URL("./lexicon/translations.tsv", import.meta.url),
} as const;
