import type { Contact } from "@milango/core/actors";
import { type ActorId, type Caller, may } from "@milango/core/identity";
import { isLanguage } from "@milango/core/text";
import type { Transaction } from "kysely";
import type { Executor } from "../database/outbox.ts";
import type { Tables } from "../database/tables.ts";
import type { NewId } from "../ports.ts";
import type { ActorRow } from "./actor-row.ts";

export async function readContacts(db: Executor, actorId: ActorId): Promise<Contact[]> {
  const rows = await db.selectFrom("contacts").selectAll().where("actor_id", "=", actorId).orderBy("id").execute();
  return rows.map(({ name, role, email, phone, languages }) => ({
    name,
    role,
    email,
    phone,
    languages: languages.filter(isLanguage),
  }));
}

/** An actor's contacts for whoever may see them: its own people, and those it was introduced to; else nothing. */
export async function readContactsFor(db: Executor, caller: Caller, actor: ActorRow): Promise<Contact[] | null> {
  const met = await db
    .selectFrom("introductions")
    .select(["asking_id", "asked_id"])
    .where((where) => where.or([where("asking_id", "=", actor.id), where("asked_id", "=", actor.id)]))
    .where("state", "in", ["connected", "concluded"])
    .execute();
  const introducedTo = met.map(({ asking_id, asked_id }) => (asking_id === actor.id ? asked_id : asking_id));
  return may(caller, { act: "actors.readContacts", actor, introducedTo }) ? readContacts(db, actor.id) : null;
}

/** Makes these an actor's contacts, in this order. */
export async function replaceContacts(
  trx: Transaction<Tables>,
  newId: NewId,
  actorId: ActorId,
  contacts: readonly Contact[],
): Promise<void> {
  await trx.deleteFrom("contacts").where("actor_id", "=", actorId).execute();
  if (contacts.length === 0) return;
  await trx
    .insertInto("contacts")
    .values(contacts.map((contact) => ({ id: newId(), actor_id: actorId, ...contact })))
    .execute();
}
