import type { Candidate, ReadStatement } from "./candidate.ts";

/** Whether two actors may be suggested to each other at all: another territory, both consent, neither refused the other. */
export function mayMeet(a: Candidate, b: Candidate): boolean {
  return (
    a.id !== b.id &&
    a.territory !== b.territory &&
    a.consents &&
    b.consents &&
    !a.excluded.has(b.id) &&
    !b.excluded.has(a.id)
  );
}

/** Not past on `today` (an ISO date; empty: nothing is past). */
export function isOpen(statement: ReadStatement, today: string): boolean {
  return statement.until === "" || statement.until >= today;
}

/** Whether there is a day on which both stand. */
export function datesOverlap(need: ReadStatement, offer: ReadStatement): boolean {
  return (need.until === "" || offer.from <= need.until) && (offer.until === "" || need.from <= offer.until);
}
