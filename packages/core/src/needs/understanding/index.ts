export { annotate, type ConceptWeight } from "./annotate.ts";
export { bagPairs, compareMeanings, type Likeness } from "./compare.ts";
export { induceLexicon } from "./lexicon/induce-lexicon.ts";
export { type Lexicon, lexiconOf } from "./lexicon/lexicon.ts";
export { createMeaningReader, type Meaning, type MeaningReader } from "./meaning.ts";
export { createProbe, type Probe } from "./probe.ts";
export { scoreTexts, type TextToScore } from "./score-texts.ts";
export { searchConcepts } from "./search-concepts.ts";
export { fold } from "./tokenise.ts";
