import type { ActorFacts, PersonId } from "@milango/core/identity";
import { sql } from "kysely";
import type { Executor } from "../database/outbox.ts";

/** Whom mail about an actor goes to: those who represent it; where nobody does, those who animate its territory. */
export async function peopleOfActor(db: Executor, actor: ActorFacts): Promise<PersonId[]> {
  const own = await db
    .selectFrom("memberships")
    .select("person_id")
    .where("scope", "=", "actor")
    .where("scope_id", "=", actor.id)
    .execute();
  if (own.length > 0) return own.map(({ person_id }) => person_id);
  return animatorsOf(db, actor.territory);
}

/** Those who animate a territory by name; where there are none, those who animate everywhere. */
export async function animatorsOf(db: Executor, territory: string): Promise<PersonId[]> {
  const rows = await db
    .selectFrom("memberships")
    .select(["person_id", "territories"])
    .where("scope", "=", "network")
    .where((where) => where.or([where("territories", "is", null), sql<boolean>`${territory} = any(territories)`]))
    .execute();
  const named = rows.filter(({ territories }) => territories !== null);
  return [...new Set((named.length > 0 ? named : rows).map(({ person_id }) => person_id))];
}
