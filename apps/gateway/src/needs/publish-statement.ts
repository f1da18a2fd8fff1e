import type { ActorId } from "@milango/core/identity";
import type { MatchStatement } from "@milango/core/matching";
import type { RecordMessage } from "@milango/core/messages";
import type { Need, Offer, StatementDraft, StatementPatch } from "@milango/core/needs";
import { lockActor, refreshSearchText } from "../actors/store.ts";
import { tellActorsChanged } from "../actors/tell-actor-changed.ts";
import type { Executor } from "../database/outbox.ts";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { mustMatch } from "../http/write.ts";
import { absent } from "../identity/request-caller.ts";
import { type StatementRow, toColumns, toStatement } from "./statement-row.ts";

type Table = "needs" | "offers";
type Tools = Pick<Deps, "newId" | "clock">;

/** Publishes a need or an offer of an actor, and tells the matchmaker. */
export async function publishStatement(
  tools: Tools,
  unit: Unit,
  table: Table,
  actorId: ActorId,
  draft: StatementDraft,
): Promise<Need | Offer> {
  await lockActor(unit.trx, actorId);
  const isFirst = await saidNothing(unit.trx, actorId);
  const row = await unit.trx
    .insertInto(table)
    .values({
      id: tools.newId() as never,
      actor_id: actorId,
      text: JSON.stringify(draft.text),
      concepts: draft.concepts ?? [],
      sector: draft.sector ?? null,
      valid_from: draft.validFrom ?? null,
      valid_until: draft.validUntil ?? null,
      state: "open",
      updated_at: new Date(tools.clock.now()),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await refreshSearchText(unit.trx, actorId);
  // Until now the actor was matched by its description: it is announced whole, without that weak offer.
  if (isFirst) await tellActorsChanged(unit, [actorId]);
  else unit.tell(saidNow(table, "published", row));
  return toStatement(row);
}

export async function changeStatement(
  tools: Tools,
  unit: Unit,
  table: Table,
  id: string,
  patch: StatementPatch,
  expected: number | undefined,
): Promise<Need | Offer> {
  const before = await lockStatement(unit, table, id, expected);
  const row = await unit.trx
    .updateTable(table)
    .set({ ...toColumns(patch), revision: before.revision + 1, updated_at: new Date(tools.clock.now()) })
    .where("id", "=", before.id as never)
    .returningAll()
    .executeTakeFirstOrThrow();
  await refreshSearchText(unit.trx, row.actor_id);
  unit.tell(saidNow(table, "changed", row));
  return toStatement(row);
}

export async function withdrawStatement(
  tools: Tools,
  unit: Unit,
  table: Table,
  id: string,
  expected: number | undefined,
): Promise<void> {
  const before = await lockStatement(unit, table, id, expected);
  const actorId = before.actor_id;
  await unit.trx
    .updateTable(table)
    .set({ state: "withdrawn", revision: before.revision + 1, updated_at: new Date(tools.clock.now()) })
    .where("id", "=", before.id as never)
    .execute();
  await refreshSearchText(unit.trx, actorId);
  if (await saidNothing(unit.trx, actorId)) await tellActorsChanged(unit, [actorId]);
  else unit.tell({ subject: `milango.${table}.withdrawn.v1`, body: { actorId, id } });
}

/** A need or offer that still stands; throws NOT_FOUND otherwise. */
export async function readStatement(db: Executor, table: Table, id: string): Promise<StatementRow> {
  const row = await db
    .selectFrom(table)
    .selectAll()
    .where("id", "=", id as never)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (row === undefined) throw absent();
  return row;
}

/** Locks the actor first, then reads: changes of one actor happen, and are numbered, one after the other. */
async function lockStatement(
  unit: Unit,
  table: Table,
  id: string,
  expected: number | undefined,
): Promise<StatementRow> {
  const { actor_id } = await readStatement(unit.trx, table, id);
  await lockActor(unit.trx, actor_id);
  const row = await readStatement(unit.trx, table, id);
  mustMatch(row.revision, expected);
  return row;
}

async function saidNothing(db: Executor, actorId: ActorId): Promise<boolean> {
  for (const table of ["needs", "offers"] as const) {
    const one = await db
      .selectFrom(table)
      .select("id")
      .where("actor_id", "=", actorId)
      .where("state", "=", "open")
      .limit(1)
      .executeTakeFirst();
    if (one !== undefined) return false;
  }
  return true;
}

function saidNow(table: Table, event: "published" | "changed", row: StatementRow): RecordMessage {
  const statement: MatchStatement = {
    id: row.id,
    text: row.text,
    concepts: row.concepts,
    sector: row.sector,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  };
  return { subject: `milango.${table}.${event}.v1`, body: { actorId: row.actor_id, statement } };
}
