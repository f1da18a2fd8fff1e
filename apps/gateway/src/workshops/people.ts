import type { PersonCard, WorkshopFacts } from "@milango/core/identity";
import { sql } from "kysely";
import type { Executor } from "../database/outbox.ts";

/**
 * Those who may write in a workshop, by name: who holds a role in it, who acts for an actor that takes part, and who
 * animates the network where those actors are.
 */
export async function readWorkshopPeople(db: Executor, { id, participants }: WorkshopFacts): Promise<PersonCard[]> {
  const actors = participants.map((actor) => actor.id);
  const territories = participants.map((actor) => actor.territory);
  const rows = await db
    .selectFrom("memberships")
    .innerJoin("people", "people.id", "memberships.person_id")
    .select(["people.id", "people.name", "people.territory"])
    .distinct()
    .where((where) =>
      where.or([
        where.and([where("scope", "=", "workshop"), where("scope_id", "=", id)]),
        ...(actors.length === 0
          ? []
          : [
              where.and([where("scope", "=", "actor"), where("scope_id", "in", actors)]),
              where.and([
                where("scope", "=", "network"),
                where.or([
                  where("memberships.territories", "is", null),
                  where("memberships.territories", "&&", sql<string[]>`${territories}::text[]`),
                ]),
              ]),
            ]),
      ]),
    )
    .orderBy("people.name")
    .limit(200)
    .execute();
  return rows as PersonCard[];
}
