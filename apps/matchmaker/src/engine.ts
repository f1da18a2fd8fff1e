import { scoreTexts as scoreTextsBy, type TextToScore } from "@milango/core/needs/understanding";
import { loadThesaurus } from "./load-thesaurus.ts";

export type { Assignment } from "./assignment/assign.ts";
export type { Fit } from "./index/fit-list.ts";
export { loadThesaurus } from "./load-thesaurus.ts";
export {
  type Changes,
  createMatcher,
  type DecisionTaken,
  type Explanation,
  type Matcher,
  type MatcherInput,
} from "./matcher.ts";
export type { EngineActor, SimpleActor, SimpleStatement } from "./scoring/candidate.ts";
export type { TextToScore };

/** Strength (0–1) of every document for every query, a row a query, by the project's thesaurus. */
export function scoreTexts(queries: readonly TextToScore[], documents: readonly TextToScore[]): Float32Array[] {
  return scoreTextsBy(queries, documents, loadThesaurus());
}
