import type { ErrorCode } from "../../errors.ts";

/** What an import noticed about a record it took all the same, or refused: for a person to look at. */
export const importFlags = [
  "MISSING_DESCRIPTION",
  "OTHER_LANGUAGE",
  "LIKELY_DUPLICATE",
  "COUNTRY_UNKNOWN",
  "COUNTRY_INFERRED",
  "AMBIGUOUS_COUNTRY",
  "POINT_ELSEWHERE",
  "POINT_UNREADABLE",
  "WEBSITE_UNREADABLE",
  "LEGAL_FORM_UNKNOWN",
  "TEXT_SHORTENED",
] as const;
export type ImportFlag = (typeof importFlags)[number];

/** A flag and, in English, what it rests on. */
export interface Flagged {
  readonly flag: ImportFlag;
  readonly detail: string;
}

/** Why a record was not taken: a code of the catalogue and what is wrong with this one. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly reason: string;
}
