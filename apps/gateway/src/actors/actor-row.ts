import type { Actor, ActorEntry } from "@milango/core/actors";
import type { ActorId } from "@milango/core/identity";
import type { Need, Offer } from "@milango/core/needs";
import { isLanguage } from "@milango/core/text";
import type { Selectable } from "kysely";
import type { Executor } from "../database/outbox.ts";
import type { ActorsTable } from "../database/tables.ts";
import { toStatement } from "../needs/statement-row.ts";

export type ActorRow = Selectable<ActorsTable>;

export function toActor(row: ActorRow): Actor {
  const { latitude, longitude } = row;
  return {
    id: row.id,
    name: row.name,
    territory: row.territory,
    kind: row.kind,
    legalForm: row.legal_form,
    ...(row.description === null ? {} : { description: row.description }),
    sectors: row.sectors,
    languages: row.languages.filter(isLanguage),
    locality: row.locality,
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    website: row.website,
    links: row.links,
    sdgs: row.sdgs,
    capacity: row.capacity,
    source: row.source,
    fictional: row.fictional,
    verifiedAt: row.verified_at?.toISOString() ?? null,
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Actors by id, as others may see them; those that left are not among them. */
export async function readActors(db: Executor, ids: readonly ActorId[]): Promise<Map<ActorId, Actor>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("actors")
    .selectAll()
    .where("id", "in", ids)
    .where("deleted_at", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.id, toActor(row)]));
}

/** Adds what actors need and offer at present. */
export async function toEntries(db: Executor, rows: readonly ActorRow[]): Promise<ActorEntry[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const open = (table: "needs" | "offers") =>
    db.selectFrom(table).selectAll().where("actor_id", "in", ids).where("state", "=", "open").orderBy("id").execute();
  const [needs, offers] = await Promise.all([open("needs"), open("offers")]);
  return rows.map((row) => ({
    ...toActor(row),
    needs: needs.filter(({ actor_id }) => actor_id === row.id).map((need) => toStatement(need) as Need),
    offers: offers.filter(({ actor_id }) => actor_id === row.id).map((offer) => toStatement(offer) as Offer),
  }));
}
