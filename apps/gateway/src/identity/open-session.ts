import { MilangoError } from "@milango/core/errors";
import type { Caller } from "@milango/core/identity";
import type { FastifyReply, FastifyRequest } from "fastify";
import { transact } from "../database/transact.ts";
import { openUnit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { adoptGuest } from "./adopt-guest.ts";
import { callerOf } from "./request-caller.ts";

export type PersonCaller = Extract<Caller, { kind: "person" }>;

/**
 * Turns a single-use token into a session and sets its cookie. A guest who signs in hands what they held and wrote to
 * the person they turn out to be.
 */
export async function openSession(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<PersonCaller> {
  const before = callerOf(request);
  const agent = request.headers["user-agent"] ?? "";
  const headers = new Headers({
    "x-milango-address": request.ip,
    "user-agent": agent.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 300),
  });
  const cookies = await deps.identity.sessions.redeem(token, headers);
  if (cookies === undefined)
    throw new MilangoError("LINK_INVALID", "Ask for a new link; each works once, for 15 minutes.");
  reply.header("set-cookie", cookies);
  const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
  const entered = personOnly(await deps.identity.callerFrom({ cookie }));
  const guestId = before.kind === "person" && before.guest === true ? before.personId : undefined;
  const adopts = guestId !== undefined && guestId !== entered.personId && entered.guest !== true;
  await transact(deps.db, async (trx) => {
    const { unit, settle } = openUnit(trx, `person:${entered.personId}`, deps.newId);
    if (adopts) await adoptGuest(trx, guestId, entered.personId);
    unit.note({ act: "session.opened", about: { kind: "person", id: entered.personId } });
    await settle();
  });
  if (!adopts) return entered;
  await deps.documents.handOver(guestId, entered.personId);
  return personOnly(await deps.identity.callerFrom({ cookie }));
}

/** Throws SIGN_IN_REQUIRED for everybody but a person with a session. */
export function personOnly(caller: Caller): PersonCaller {
  if (caller.kind !== "person") throw new MilangoError("SIGN_IN_REQUIRED", "Sign in as a person to see this.");
  return caller;
}
