import { isTerritoryCode } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import { type Caller, may, networkRoles, type PlaceFacts, workshopRoles } from "@milango/core/identity";
import type { Member } from "@milango/core/members";
import type { Executor } from "../database/outbox.ts";
import { type Place, roleOf } from "./places.ts";

/** Who holds a role in a place, the oldest first. */
export async function listMembers(db: Executor, place: Place, withAddresses: boolean): Promise<Member[]> {
  const rows = await memberRows(db)
    .where("scope", "=", place.scope)
    .where((where) => (place.scopeId === null ? where("scope_id", "is", null) : where("scope_id", "=", place.scopeId)))
    .orderBy("memberships.id")
    .limit(500)
    .execute();
  return rows.map((row) => toMember(row, withAddresses));
}

/** One role held by somebody, and by whom. */
export function memberRows(db: Executor) {
  return db
    .selectFrom("memberships")
    .innerJoin("people", "people.id", "memberships.person_id")
    .select([
      "memberships.id",
      "person_id",
      "scope",
      "scope_id",
      "role",
      "memberships.territories",
      "memberships.created_at",
      "people.name",
      "people.email",
      "people.guest",
      "people.territory",
    ]);
}
export type MemberRow = Awaited<ReturnType<ReturnType<typeof memberRows>["execute"]>>[number];

export function toMember(row: MemberRow, withAddress: boolean): Member {
  return {
    id: row.id,
    person: {
      id: row.person_id,
      name: row.name,
      territory: isTerritoryCode(row.territory) ? row.territory : null,
      guest: row.guest,
      email: withAddress && !row.guest ? row.email : null,
    },
    role: roleOf(row),
    since: row.created_at.toISOString(),
  };
}

/** The roles a caller may give in a place, and take. */
export function grantsOf(caller: Caller, place: PlaceFacts): string[] {
  const roles = place.in === "actor" ? ["representative"] : place.in === "workshop" ? workshopRoles : networkRoles;
  return roles.filter((role) => may(caller, { act: "members.write", place, role }));
}

/** A workshop keeps an owner and the network an administrator: the last one cannot be taken away. */
export async function mustNotBeLast(db: Executor, { id, scope, scope_id, role }: MemberRow): Promise<void> {
  if (role !== "owner" && role !== "administrator") return;
  const other = await db
    .selectFrom("memberships")
    .select("id")
    .where("scope", "=", scope)
    .where((where) => (scope_id === null ? where("scope_id", "is", null) : where("scope_id", "=", scope_id)))
    .where("role", "=", role)
    .where("id", "!=", id)
    .forUpdate()
    .executeTakeFirst();
  if (other === undefined)
    throw new MilangoError("STATE_CONFLICT", `This is the last ${role}; give the role to somebody else first.`);
}
