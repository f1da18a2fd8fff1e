import type { ImportUndone } from "@milango/core/actors/import";
import type { ActorId } from "@milango/core/identity";
import type { RecordMessage } from "@milango/core/messages";
import type { Selectable, Transaction } from "kysely";
import { announce } from "../../database/outbox.ts";
import type { ImportChangesTable, Tables } from "../../database/tables.ts";
import { transact } from "../../database/transact.ts";
import type { Deps } from "../../deps.ts";
import { tellActorsChanged } from "../tell-actor-changed.ts";
import type { Before, Reconciled } from "./before.ts";

type Change = Selectable<ImportChangesTable>;

const chunkSize = 100;

/**
 * Removes what an import added and restores what it changed, chunk by chunk. An actor that somebody touched since
 * (its sheet, its needs or offers, an introduction) stays as it is.
 */
export async function undoImport(deps: Deps, id: string): Promise<ImportUndone> {
  const undone: ImportUndone = { removed: 0, restored: 0, kept: 0 };
  let after: ActorId | undefined;
  for (;;) {
    const changes = await transact(deps.db, (trx) => undoChunk(deps, trx, id, after, undone));
    deps.relay.nudge();
    after = changes.at(-1)?.actor_id;
    if (changes.length < chunkSize) return undone;
  }
}

async function undoChunk(
  deps: Deps,
  trx: Transaction<Tables>,
  id: string,
  after: ActorId | undefined,
  undone: ImportUndone,
): Promise<Change[]> {
  let query = trx.selectFrom("import_changes").selectAll().where("import_id", "=", id);
  if (after !== undefined) query = query.where("actor_id", ">", after);
  const changes = await query.orderBy("actor_id").limit(chunkSize).execute();
  if (changes.length === 0) return changes;
  const touched = await touchedSince(trx, changes);
  const free = changes.filter(({ actor_id }) => !touched.has(actor_id));
  const now = new Date(deps.clock.now());
  const added = free.filter(({ before }) => before === null).map(({ actor_id }) => actor_id);
  if (added.length > 0) {
    await trx
      .updateTable("actors")
      // Without its key a later import of the same file files it anew.
      .set((the) => ({
        deleted_at: now,
        updated_at: now,
        source_key: null,
        source_hash: null,
        revision: the("revision", "+", 1),
      }))
      .where("id", "in", added)
      .execute();
  }
  for (const change of free) if (change.before !== null) await restore(trx, change, now);
  const messages: RecordMessage[] = [];
  await tellActorsChanged(
    { trx, tell: (...more) => messages.push(...more) },
    free.map(({ actor_id }) => actor_id),
  );
  await announce(trx, deps.newId, messages);
  undone.removed += added.length;
  undone.restored += free.length - added.length;
  undone.kept += changes.length - free.length;
  return changes;
}

async function touchedSince(trx: Transaction<Tables>, changes: readonly Change[]): Promise<ReadonlySet<ActorId>> {
  const ids = changes.map(({ actor_id }) => actor_id);
  const byId = new Map(changes.map((change) => [change.actor_id, change]));
  const touched = new Set<ActorId>();
  const actors = await trx
    .selectFrom("actors")
    .select(["id", "revision", "deleted_at"])
    .where("id", "in", ids)
    .orderBy("id")
    .forUpdate()
    .execute();
  for (const { id, revision, deleted_at } of actors) {
    if (deleted_at !== null || revision !== byId.get(id)?.revision) touched.add(id);
  }
  const since = (id: ActorId, at: Date) => at > (byId.get(id)?.at ?? new Date(0));
  for (const table of ["needs", "offers"] as const) {
    const said = await trx.selectFrom(table).select(["actor_id", "updated_at"]).where("actor_id", "in", ids).execute();
    for (const { actor_id, updated_at } of said) if (since(actor_id, updated_at)) touched.add(actor_id);
  }
  const met = await trx
    .selectFrom("introductions")
    .select(["asking_id", "asked_id", "created_at"])
    .where((is) => is.or([is("asking_id", "in", ids), is("asked_id", "in", ids)]))
    .execute();
  for (const { asking_id, asked_id, created_at } of met) {
    for (const id of [asking_id, asked_id]) if (byId.has(id) && since(id, created_at)) touched.add(id);
  }
  return touched;
}

async function restore(trx: Transaction<Tables>, change: Change, now: Date): Promise<void> {
  const before = change.before as Before;
  const revision = change.revision + 1;
  await trx
    .updateTable("actors")
    .set({
      ...before.sheet,
      description: JSON.stringify(before.sheet.description),
      provenance: JSON.stringify(before.sheet.provenance ?? {}),
      revision,
      updated_at: now,
    })
    .where("id", "=", change.actor_id)
    .execute();
  for (const table of ["needs", "offers"] as const) {
    const { withdrawn, added }: Reconciled = before[table];
    const set = (state: "open" | "withdrawn", ids: readonly string[]) =>
      ids.length === 0
        ? undefined
        : trx
            .updateTable(table)
            .set({ state, updated_at: now })
            .where("id", "in", ids as never)
            .execute();
    await set("open", withdrawn);
    await set("withdrawn", added);
  }
  // A later import of this source then sees that nobody but imports changed the actor.
  await trx
    .updateTable("import_changes")
    .set({ revision, at: now })
    .where("import_id", "=", change.import_id)
    .where("actor_id", "=", change.actor_id)
    .execute();
}
