import { isTerritoryCode } from "@milango/core/actors";
import { type Caller, type Me, may } from "@milango/core/identity";
import { isLanguage } from "@milango/core/text";
import type { Db } from "../database/open-database.ts";

type PersonCaller = Extract<Caller, { kind: "person" }>;

/** A person's own card with the actors they may act for: those they represent first, then those they animate. */
export async function readMe(db: Db, caller: PersonCaller): Promise<Me> {
  const person = await db.selectFrom("people").selectAll().where("id", "=", caller.personId).executeTakeFirstOrThrow();
  const represented = caller.roles.flatMap((role) => (role.in === "actor" ? [role.actorId] : []));
  const animated = caller.roles.flatMap((role) => (role.in === "network" ? [role.territories] : []));
  const everywhere = animated.includes(null);
  const territories = animated.flatMap((held) => held ?? []);

  let query = db.selectFrom("actors").select(["id", "name", "territory"]).where("deleted_at", "is", null);
  if (!everywhere) {
    query = query.where((where) =>
      where.or([
        ...(represented.length > 0 ? [where("id", "in", represented)] : []),
        ...(territories.length > 0 ? [where("territory", "in", territories)] : []),
        where.lit(false),
      ]),
    );
  }
  const actors = await query.orderBy("name").limit(500).execute();
  const mine = actors.map((actor) => ({ ...actor, representative: represented.includes(actor.id) }));
  return {
    id: person.id,
    name: person.name,
    email: person.guest ? null : person.email,
    guest: person.guest,
    digest: person.digest,
    administrator: may(caller, { act: "members.write", place: { in: "network" }, role: "administrator" }),
    language: isLanguage(person.language) ? person.language : "fr",
    territory: isTerritoryCode(person.territory) ? person.territory : null,
    actors: [
      ...mine.filter(({ representative }) => representative),
      ...mine.filter(({ representative }) => !representative),
    ],
    animatedTerritories: everywhere ? "all" : territories,
  };
}
