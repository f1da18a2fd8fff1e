import { isTerritoryCode } from "@milango/core/actors";
import type { ActorFacts, PersonId } from "@milango/core/identity";
import type { Executor } from "../database/outbox.ts";

/** Of these actors the one a person stands for: one they represent before one whose territory they animate. */
export async function representedOf<Actor extends ActorFacts>(
  db: Executor,
  personId: PersonId,
  actors: readonly Actor[],
): Promise<Actor | undefined> {
  const roles = await db
    .selectFrom("memberships")
    .select(["scope", "scope_id", "territories"])
    .where("person_id", "=", personId)
    .execute();
  const represents = (actor: Actor) => roles.some((role) => role.scope === "actor" && role.scope_id === actor.id);
  const animates = (actor: Actor) =>
    roles.some(
      ({ scope, territories }) =>
        scope === "network" &&
        territories !== null &&
        isTerritoryCode(actor.territory) &&
        territories.includes(actor.territory),
    );
  const everywhere = roles.some(({ scope, territories }) => scope === "network" && territories === null);
  return actors.find(represents) ?? actors.find(animates) ?? (everywhere ? actors[0] : undefined);
}
