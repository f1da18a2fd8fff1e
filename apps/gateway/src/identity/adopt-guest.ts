import type { PersonId } from "@milango/core/identity";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";

/** Addresses of guests end so; `.invalid` reaches nobody (RFC 2606). */
export const guestDomain = "@guests.invalid";

/** Gives a person the roles and comments of the guest they were, who then is no more. */
export async function adoptGuest(trx: Transaction<Tables>, guest: PersonId, person: PersonId): Promise<void> {
  // Where the person has a role of their own it stays.
  await sql`
    update memberships as held set person_id = ${person} where person_id = ${guest} and not exists (
      select 1 from memberships as own
      where own.person_id = ${person} and own.scope = held.scope and own.scope_id is not distinct from held.scope_id)
  `.execute(trx);
  await trx.updateTable("comments").set({ author: person }).where("author", "=", guest).execute();
  await trx.updateTable("document_versions").set({ author: person }).where("author", "=", guest).execute();
  await trx
    .updateTable("people")
    .set({ territory: sql`coalesce(territory, (select territory from people where id = ${guest}))` })
    .where("id", "=", person)
    .execute();
  await trx.deleteFrom("people").where("id", "=", guest).where("guest", "=", true).execute();
}
