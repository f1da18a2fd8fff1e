import { isTerritoryCode, type TerritoryCode } from "@milango/core/actors";
import type { ActorId, NetworkRole, PlaceFacts, Role, WorkshopId, WorkshopRole } from "@milango/core/identity";
import type { Member } from "@milango/core/members";
import { isLanguage, type LocalizedText } from "@milango/core/text";
import { readActor } from "../actors/store.ts";
import type { Executor } from "../database/outbox.ts";
import type { MembershipsTable } from "../database/tables.ts";
import { absent } from "../identity/request-caller.ts";
import { readParticipants } from "../workshops/workshop-row.ts";

type Scope = MembershipsTable["scope"];

/** A place as requests name it: of a kind, and which one where there are several. */
export interface Place {
  readonly facts: PlaceFacts;
  readonly scope: Scope;
  readonly scopeId: string | null;
  /** Of the actor or workshop; an actor's under its own language. */
  readonly name: LocalizedText;
  readonly territories: readonly TerritoryCode[];
}

/** Reads a place; throws NOT_FOUND when there is none. */
export async function readPlace(db: Executor, scope: Scope, scopeId: string | null): Promise<Place> {
  switch (scope) {
    case "network":
      return { facts: { in: "network" }, scope, scopeId: null, name: {}, territories: [] };
    case "actor": {
      if (scopeId === null) throw absent();
      const actor = await readActor(db, scopeId);
      const territories = [actor.territory].filter(isTerritoryCode);
      return {
        facts: { in: "actor", actor },
        scope,
        scopeId,
        name: { [actor.languages.find(isLanguage) ?? "en"]: actor.name },
        territories,
      };
    }
    case "workshop": {
      if (scopeId === null) throw absent();
      const id = scopeId as WorkshopId;
      const row = await db
        .selectFrom("workshops")
        .select(["title", "territories"])
        .where("id", "=", id)
        .where("deleted_at", "is", null)
        .executeTakeFirst();
      if (row === undefined) throw absent();
      const participants = (await readParticipants(db, [id])).get(id) ?? [];
      return {
        facts: { in: "workshop", workshop: { id, participants } },
        scope,
        scopeId,
        name: row.title,
        territories: row.territories.filter(isTerritoryCode),
      };
    }
  }
}

/** The columns a role is kept in. */
export function columnsOf(role: Role) {
  const scope_id = role.in === "actor" ? role.actorId : role.in === "workshop" ? role.workshopId : null;
  const territories = role.in === "network" && role.territories !== null ? [...role.territories] : null;
  return { scope: role.in, scope_id, role: role.role, territories };
}

export function roleOf(row: {
  readonly scope: Scope;
  readonly scope_id: string | null;
  readonly role: string;
  readonly territories: readonly string[] | null;
}): Member["role"] {
  if (row.scope === "actor") return { in: "actor", actorId: row.scope_id as ActorId, role: "representative" };
  if (row.scope === "workshop")
    return { in: "workshop", workshopId: row.scope_id as WorkshopId, role: row.role as WorkshopRole };
  return {
    in: "network",
    role: row.role as NetworkRole,
    territories: row.territories === null ? null : row.territories.filter(isTerritoryCode),
  };
}
