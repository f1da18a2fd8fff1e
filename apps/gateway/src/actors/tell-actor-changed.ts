import type { ActorId } from "@milango/core/identity";
import type { Unit } from "../database/unit.ts";
import { readMatchActors } from "../matching/match-actors.ts";

/** Announces actors as they are now; one that left the network as gone. */
export async function tellActorsChanged(unit: Pick<Unit, "trx" | "tell">, ids: readonly ActorId[]): Promise<void> {
  const found = new Map((await readMatchActors(unit.trx, ids)).map((actor) => [actor.id, actor]));
  unit.tell(
    ...ids.map((actorId) => ({
      subject: "milango.actors.changed.v1" as const,
      body: { actorId, actor: found.get(actorId) ?? null },
    })),
  );
}
