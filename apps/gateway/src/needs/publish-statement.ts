import { MilangoError } from "@milango/core/errors";
import type { ActorId } from "@milango/core/identity";
import type { MatchStatement } from "@milango/core/matching";
import type { AuditAct } from "@milango/core/members";
import type { RecordMessage } from "@milango/core/messages";
import type {
  Closing,
  ClosingReason,
  Need,
  Offer,
  StatementDraft,
  StatementPatch,
  StatementState,
} from "@milango/core/needs";
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
  await noteStatement(unit, "statement.published", actorId);
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
  await noteStatement(unit, "statement.changed", row.actor_id);
  return toStatement(row);
}

/** Says of a need or an offer that it still holds; one that had expired is open again. Throws INVALID_REQUEST. */
export async function renewStatement(
  tools: Tools,
  unit: Unit,
  table: Table,
  id: string,
  validUntil: string,
): Promise<Need | Offer> {
  const before = await lockStatement(unit, table, id, undefined, ["open", "expired"]);
  const now = new Date(tools.clock.now());
  if (validUntil < now.toISOString().slice(0, 10)) {
    throw new MilangoError("INVALID_REQUEST", "It holds until a day to come.", {
      fields: [{ pointer: "/body/validUntil", message: "is in the past" }],
    });
  }
  const isFirst = await saidNothing(unit.trx, before.actor_id);
  const row = await unit.trx
    .updateTable(table)
    .set({ valid_until: validUntil, state: "open", revision: before.revision + 1, updated_at: now })
    .where("id", "=", before.id as never)
    .returningAll()
    .executeTakeFirstOrThrow();
  await refreshSearchText(unit.trx, row.actor_id);
  if (isFirst) await tellActorsChanged(unit, [row.actor_id]);
  else unit.tell(saidNow(table, before.state === "open" ? "changed" : "published", row));
  await noteStatement(unit, "statement.renewed", row.actor_id);
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
  await endStatement(tools, unit, table, before, { state: "withdrawn" });
  await noteStatement(unit, "statement.closed", before.actor_id);
}

/** Closes a need or an offer with what became of it. */
export async function closeStatement(
  tools: Tools,
  unit: Unit,
  table: Table,
  id: string,
  { reason, note }: Closing,
): Promise<Need | Offer> {
  const before = await lockStatement(unit, table, id, undefined, ["open", "expired"]);
  const row = await endStatement(tools, unit, table, before, {
    state: "closed",
    closed_reason: reason,
    closed_note: note ?? null,
  });
  await noteStatement(unit, "statement.closed", before.actor_id, { reason });
  return toStatement(row);
}

/** Makes one that is locked something that was; the matchmaker hears of it, if it was still being matched. */
export async function endStatement(
  tools: Tools,
  unit: Unit,
  table: Table,
  before: StatementRow,
  end: { state: "withdrawn" | "closed" | "expired"; closed_reason?: ClosingReason; closed_note?: string | null },
): Promise<StatementRow> {
  const actorId = before.actor_id;
  const row = await unit.trx
    .updateTable(table)
    .set({ ...end, revision: before.revision + 1, updated_at: new Date(tools.clock.now()) })
    .where("id", "=", before.id as never)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (before.state !== "open") return row;
  await refreshSearchText(unit.trx, actorId);
  if (await saidNothing(unit.trx, actorId)) await tellActorsChanged(unit, [actorId]);
  else unit.tell({ subject: `milango.${table}.withdrawn.v1`, body: { actorId, id: before.id } });
  return row;
}

async function noteStatement(
  unit: Unit,
  act: AuditAct,
  actorId: ActorId,
  detail: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { territory } = await unit.trx
    .selectFrom("actors")
    .select("territory")
    .where("id", "=", actorId)
    .executeTakeFirstOrThrow();
  unit.note({ act, about: { kind: "actor", id: actorId }, territory, detail });
}

/** A need or offer that still stands; throws NOT_FOUND otherwise. */
export async function readStatement(
  db: Executor,
  table: Table,
  id: string,
  states: readonly StatementState[] = ["open"],
): Promise<StatementRow> {
  const row = await db
    .selectFrom(table)
    .selectAll()
    .where("id", "=", id as never)
    .where("state", "in", states)
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
  states?: readonly StatementState[],
): Promise<StatementRow> {
  const { actor_id } = await readStatement(unit.trx, table, id, states);
  await lockActor(unit.trx, actor_id);
  const row = await readStatement(unit.trx, table, id, states);
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
