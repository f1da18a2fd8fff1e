import type { ActorImport, Comparable, ImportReport } from "@milango/core/actors/import";
import { MilangoError } from "@milango/core/errors";
import type { Selectable } from "kysely";
import type { Executor } from "../../database/outbox.ts";
import type { ImportsTable } from "../../database/tables.ts";
import type { Clock } from "../../ports.ts";

/** An import that has not moved for so long was left behind by a server that ended. */
const abandonedAfterMs = 120_000;

/** What the `report` column holds, by how far an import came. */
type Outcome = { readonly report?: ImportReport; readonly failure?: string };

export interface NewImport {
  readonly id: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly acceptOutside: boolean;
  readonly total: number;
  readonly by: string;
}

export async function insertImport(db: Executor, started: NewImport, clock: Clock): Promise<ActorImport> {
  const now = new Date(clock.now());
  const row = await db
    .insertInto("imports")
    .values({
      id: started.id,
      state: "running",
      source: started.source,
      dry_run: started.dryRun,
      accept_outside: started.acceptOutside,
      read: 0,
      total: started.total,
      report: "{}",
      created_by: started.by,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toImport(row, clock);
}

/** An import; with `by`, only when it is theirs. */
export async function readImport(
  db: Executor,
  id: string,
  clock: Clock,
  by?: string,
): Promise<ActorImport | undefined> {
  let query = db.selectFrom("imports").selectAll().where("id", "=", id);
  if (by !== undefined) query = query.where("created_by", "=", by);
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : toImport(row, clock);
}

export async function advanceImport(db: Executor, id: string, read: number, clock: Clock): Promise<void> {
  await db
    .updateTable("imports")
    .set({ read, updated_at: new Date(clock.now()) })
    .where("id", "=", id)
    .execute();
}

/** A sign of life of an import that waits for its turn. */
export async function keepImport(db: Executor, id: string, clock: Clock): Promise<void> {
  await db
    .updateTable("imports")
    .set({ updated_at: new Date(clock.now()) })
    .where("id", "=", id)
    .execute();
}

export async function finishImport(db: Executor, id: string, report: ImportReport, clock: Clock): Promise<void> {
  await close(db, id, "done", { report }, clock);
}

export async function failImport(db: Executor, id: string, failure: string, clock: Clock): Promise<void> {
  await close(db, id, "failed", { failure }, clock);
}

/** Marks an import as undone, once. Throws STATE_CONFLICT when there is nothing to undo, or not yet. */
export async function claimUndo(db: Executor, id: string, clock: Clock): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("imports")
    .set({ state: "undone", updated_at: new Date(clock.now()) })
    .where("id", "=", id)
    .where("dry_run", "=", false)
    .where((is) =>
      is.or([
        is("state", "in", ["done", "failed"]),
        is.and([is("state", "=", "running"), is("updated_at", "<", abandonedBefore(clock))]),
      ]),
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) {
    throw new MilangoError("STATE_CONFLICT", "This import is still running, was a dry run, or is undone already.");
  }
}

/** Actors that came from elsewhere, to notice what a file likely repeats. */
export async function readComparable(db: Executor, source: string): Promise<Comparable[]> {
  const rows = await db
    .selectFrom("actors")
    .select(["name", "latitude", "longitude", "website"])
    .where("source", "!=", source)
    .where("deleted_at", "is", null)
    .execute();
  return rows.map(({ name, latitude, longitude, website }) => ({
    where: "the directory",
    name,
    website,
    point: latitude === null || longitude === null ? null : { latitude, longitude },
  }));
}

async function close(
  db: Executor,
  id: string,
  state: "done" | "failed",
  outcome: Outcome,
  clock: Clock,
): Promise<void> {
  await db
    .updateTable("imports")
    .set({ state, report: JSON.stringify(outcome), updated_at: new Date(clock.now()) })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

function toImport(row: Selectable<ImportsTable>, clock: Clock): ActorImport {
  const outcome = row.report as Outcome;
  const abandoned = row.state === "running" && row.updated_at < abandonedBefore(clock);
  return {
    id: row.id,
    state: abandoned ? "failed" : row.state,
    dryRun: row.dry_run,
    acceptOutside: row.accept_outside,
    source: row.source,
    progress: { read: row.read, total: row.total },
    report: outcome.report ?? null,
    failure: outcome.failure ?? (abandoned ? "The server ended on the way; send the file again to go on." : null),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

function abandonedBefore(clock: Clock): Date {
  return new Date(clock.now() - abandonedAfterMs);
}
