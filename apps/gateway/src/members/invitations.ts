import { randomBytes } from "node:crypto";
import { MilangoError } from "@milango/core/errors";
import type { PersonId } from "@milango/core/identity";
import type { Invitation, InvitationDraft } from "@milango/core/members";
import type { Selectable } from "kysely";
import type { Executor } from "../database/outbox.ts";
import type { InvitationsTable } from "../database/tables.ts";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { hashOf } from "../identity/api-keys.ts";
import { columnsOf, type Place, roleOf } from "./places.ts";

export type InvitationRow = Selectable<InvitationsTable>;

/** How long an invitation by mail may wait, and a link may lie about. */
export const mailDays = 14;
const linkDays = 90;
const dayMs = 24 * 3600_000;

/** Makes an invitation; its token leaves here once and is kept as its hash. */
export async function invite(
  deps: Pick<Deps, "newId" | "clock">,
  unit: Unit,
  draft: InvitationDraft,
  place: Place,
  invitedBy: PersonId | null,
): Promise<{ row: InvitationRow; token: string }> {
  const token = randomBytes(32).toString("base64url");
  const email = "email" in draft ? draft.email.toLowerCase() : null;
  const now = new Date(deps.clock.now());
  const { scope, scope_id, role, territories } = columnsOf(draft.role);
  if (email !== null) {
    // Asked again, the older invitation is worth no more.
    const same = unit.trx.updateTable("invitations").set({ ended_at: now }).where("email", "=", email);
    await same
      .where("scope", "=", scope)
      .where((where) => (scope_id === null ? where("scope_id", "is", null) : where("scope_id", "=", scope_id)))
      .where("ended_at", "is", null)
      .execute();
  }
  const row = await unit.trx
    .insertInto("invitations")
    .values({
      id: deps.newId(),
      hash: hashOf(token),
      scope,
      scope_id,
      role,
      territories,
      email,
      guests: "guests" in draft && draft.guests,
      invited_by: invitedBy,
      expires_at: new Date(now.getTime() + (email === null ? linkDays : mailDays) * dayMs),
      ended_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  unit.note({
    act: "member.invited",
    about: { kind: scope, id: scope_id ?? "network" },
    territory: place.territories.length === 1 ? (place.territories[0] ?? null) : null,
    detail: { role, by: email === null ? "link" : "mail" },
  });
  return { row, token };
}

/** The invitation a token opens; throws INVITATION_INVALID when there is none any more. In a transaction it is locked. */
export async function openInvitation(db: Executor, now: number, token: string): Promise<InvitationRow> {
  const query = db
    .selectFrom("invitations")
    .selectAll()
    .where("hash", "=", hashOf(token))
    .where("ended_at", "is", null)
    .where("expires_at", ">", new Date(now));
  const row = await (db.isTransaction ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined)
    throw new MilangoError(
      "INVITATION_INVALID",
      "It was used, revoked or is too old; ask whoever invited you for another.",
    );
  return row;
}

export async function listInvitations(db: Executor, now: number, place: Place): Promise<Invitation[]> {
  const rows = await db
    .selectFrom("invitations")
    .leftJoin("people", "people.id", "invitations.invited_by")
    .selectAll("invitations")
    .select("people.name as host")
    .where("scope", "=", place.scope)
    .where((where) => (place.scopeId === null ? where("scope_id", "is", null) : where("scope_id", "=", place.scopeId)))
    .where("ended_at", "is", null)
    .where("expires_at", ">", new Date(now))
    .orderBy("invitations.id", "desc")
    .limit(200)
    .execute();
  return rows.map((row) => toInvitation(row, row.host));
}

export function toInvitation(row: InvitationRow, host: string | null): Invitation {
  return {
    id: row.id,
    role: roleOf(row),
    email: row.email,
    guests: row.guests,
    uses: row.uses,
    invitedBy: host,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
