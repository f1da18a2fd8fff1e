import { MilangoProblem, type ProblemCode } from "@milango/sdk";
import type { MessageId, Text } from "./text.ts";

const sentences: { readonly [C in ProblemCode]?: MessageId } = {
  NETWORK: "problem.network",
  SIGN_IN_REQUIRED: "problem.signIn",
  SESSION_EXPIRED: "problem.signIn",
  LINK_INVALID: "problem.link",
  PASSKEY_INVALID: "problem.passkey",
  INVITATION_INVALID: "problem.invitation",
  NOT_FOUND: "problem.notFound",
  STATE_CONFLICT: "problem.stateConflict",
  CAPACITY_REACHED: "problem.capacity",
  REVISION_MISMATCH: "problem.revision",
  INVALID_REQUEST: "problem.invalid",
  RATE_LIMITED: "problem.rateLimited",
  MATCHMAKER_UNAVAILABLE: "problem.matchmaker",
};

/** What went wrong, as a sentence for a person. */
export function problemSentence(failure: unknown, t: Text): string {
  const known = failure instanceof MilangoProblem ? sentences[failure.code] : undefined;
  return t(known ?? "problem.other");
}
