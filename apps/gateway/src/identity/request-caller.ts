import { MilangoError } from "@milango/core/errors";
import { type Act, type Caller, may, missingScopes } from "@milango/core/identity";
import type { FastifyRequest } from "fastify";

const callers = new WeakMap<FastifyRequest, Caller>();

/** Remembers who asks; done once, before any handler. */
export function setCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

export function callerOf(request: FastifyRequest): Caller {
  return callers.get(request) ?? { kind: "anonymous" };
}

/**
 * Lets an act pass or throws: SIGN_IN_REQUIRED for nobody in particular, SCOPE_MISSING for a key without the scope, and
 * NOT_FOUND otherwise, the same as for what does not exist.
 */
export function authorise(caller: Caller, act: Act): void {
  if (may(caller, act)) return;
  mustBeSomebody(caller);
  const missing = caller.kind === "program" ? missingScopes(caller, act) : [];
  if (missing.length > 0) throw new MilangoError("SCOPE_MISSING", `This needs a key with ${missing.join(", ")}.`);
  throw absent();
}

/** Throws SIGN_IN_REQUIRED for nobody in particular: where what is asked about must be read before it can be judged. */
export function mustBeSomebody(caller: Caller): void {
  if (caller.kind === "anonymous")
    throw new MilangoError("SIGN_IN_REQUIRED", "Sign in, or send an API key as a Bearer token.");
}

/** The one answer to what does not exist and to what is not the caller's to see. */
export function absent(): MilangoError {
  return new MilangoError("NOT_FOUND", "There is nothing at this address, or it is not yours to see.");
}

/** A name for the caller in the record: `person:<id>`, `key:<id>` or `anonymous`. */
export function nameOf(caller: Caller): string {
  if (caller.kind === "person") return `person:${caller.personId}`;
  return caller.kind === "program" ? `key:${caller.keyId}` : "anonymous";
}
