import { isTerritoryCode } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import { type Caller, type PersonId, workshopRoles } from "@milango/core/identity";
import type { AcceptInvitation, OpenedInvitation } from "@milango/core/members";
import type { Executor } from "../database/outbox.ts";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { guestDomain } from "../identity/adopt-guest.ts";
import { type InvitationRow, openInvitation } from "./invitations.ts";
import { readPlace } from "./places.ts";

type Way = OpenedInvitation["ways"][number];

/**
 * How somebody may accept. An invitation by mail is one person's: who is signed in under that address says yes at once,
 * who has no account yet gives a name (the mail proves the address), and an account is never entered by an invitation.
 */
export async function waysToAccept(db: Executor, caller: Caller, row: InvitationRow): Promise<Way[]> {
  const email =
    caller.kind === "person"
      ? (await db.selectFrom("people").select("email").where("id", "=", caller.personId).executeTakeFirst())?.email
      : undefined;
  if (row.email === null) {
    if (email !== undefined) return ["session"];
    return row.guests ? ["name", "sign-in"] : ["sign-in"];
  }
  if (email === row.email) return ["session"];
  const known = await db.selectFrom("people").select("id").where("email", "=", row.email).executeTakeFirst();
  return [known === undefined ? "name" : "sign-in"];
}

/** Gives the role to whoever accepts, making the person where there was none. Answers who it is, and where it leads. */
export async function acceptInvitation(
  deps: Pick<Deps, "newId" | "clock">,
  unit: Unit,
  caller: Caller,
  body: AcceptInvitation,
): Promise<{ personId: PersonId; isNew: boolean; to: string }> {
  const now = deps.clock.now();
  const row = await openInvitation(unit.trx, now, body.token);
  const place = await readPlace(unit.trx, row.scope, row.scope_id);
  const ways = await waysToAccept(unit.trx, caller, row);
  const isNew = !(caller.kind === "person" && ways.includes("session"));
  if (isNew && !ways.includes("name"))
    throw new MilangoError("SIGN_IN_REQUIRED", "Sign in first, then open the invitation again.");
  if (isNew && body.name === undefined)
    throw new MilangoError("INVALID_REQUEST", "Give the name under which others will see you.", {
      fields: [{ pointer: "/body/name", message: "is needed for a new person" }],
    });
  const personId = isNew
    ? await addPerson(deps, unit, row, body, place.territories[0])
    : (caller as PersonCaller).personId;
  await giveRole(deps, unit, personId, row);
  await unit.trx
    .updateTable("invitations")
    .set({ uses: row.uses + 1, ...(row.email === null ? {} : { ended_at: new Date(now) }) })
    .where("id", "=", row.id)
    .execute();
  unit.note({
    act: "member.joined",
    by: `person:${personId}`,
    about: { kind: row.scope, id: row.scope_id ?? "network" },
    territory: place.territories.length === 1 ? (place.territories[0] ?? null) : null,
    detail: { role: row.role, person: personId },
  });
  const to =
    row.scope === "actor"
      ? `/actors/${row.scope_id}`
      : row.scope === "workshop"
        ? `/workshops/${row.scope_id}`
        : "/suggestions";
  return { personId, isNew, to };
}

type PersonCaller = Extract<Caller, { kind: "person" }>;

async function addPerson(
  deps: Pick<Deps, "newId" | "clock">,
  unit: Unit,
  row: InvitationRow,
  { name = "", language, territory }: AcceptInvitation,
  where: string | undefined,
): Promise<PersonId> {
  const id = deps.newId() as PersonId;
  const guest = row.email === null;
  const home = territory ?? row.territories?.[0] ?? where;
  await unit.trx
    .insertInto("people")
    .values({
      id,
      name: name.trim(),
      email: row.email ?? `${id}${guestDomain}`,
      // Nobody can prove that address, and nobody can sign in by it either.
      email_verified: true,
      image: null,
      language: language ?? "fr",
      territory: isTerritoryCode(home) ? home : null,
      guest,
      updated_at: new Date(deps.clock.now()),
    })
    .execute();
  return id;
}

/** Adds the role, or raises the one that is held; a link that gives less takes nothing away. */
async function giveRole(
  deps: Pick<Deps, "newId">,
  unit: Unit,
  personId: PersonId,
  { scope, scope_id, role, territories }: InvitationRow,
): Promise<void> {
  const held = await unit.trx
    .selectFrom("memberships")
    .select(["id", "role"])
    .where("person_id", "=", personId)
    .where("scope", "=", scope)
    .where((where) => (scope_id === null ? where("scope_id", "is", null) : where("scope_id", "=", scope_id)))
    .forUpdate()
    .executeTakeFirst();
  if (held === undefined) {
    await unit.trx
      .insertInto("memberships")
      .values({ id: deps.newId(), person_id: personId, scope, scope_id, role, territories })
      .execute();
    return;
  }
  const rank = (name: string) => workshopRoles.indexOf(name as (typeof workshopRoles)[number]);
  if (scope === "workshop" && rank(held.role) <= rank(role)) return;
  await unit.trx.updateTable("memberships").set({ role, territories }).where("id", "=", held.id).execute();
}
