import { createHash } from "node:crypto";
import type { ActorId } from "@milango/core/identity";
import type { RecordMessage } from "@milango/core/messages";
import type { StatementDraft } from "@milango/core/needs";
import type { Transaction } from "kysely";
import { announce } from "../../database/outbox.ts";
import type { Tables } from "../../database/tables.ts";
import { transact } from "../../database/transact.ts";
import type { Deps } from "../../deps.ts";
import type { ActorRow } from "../actor-row.ts";
import { searchTextOf, toNewActor } from "../store.ts";
import { tellActorsChanged } from "../tell-actor-changed.ts";
import { type Before, type Reconciled, sheetColumns } from "./before.ts";
import type { Effect, ImportedActor, ImportTarget } from "./run-import.ts";
import { advanceImport } from "./store.ts";

interface Job {
  readonly id: string;
  /** As actors carry it: `import:<name>`. */
  readonly source: string;
  readonly dryRun: boolean;
}

/** One actor of a chunk beside what the record holds of it. */
interface Pair {
  readonly imported: ImportedActor;
  readonly key: string;
  readonly hash: string;
  readonly row: ActorRow | undefined;
}

interface Change {
  readonly actorId: ActorId;
  readonly before: Before | null;
  readonly revision: number;
}

const bothKinds = ["needs", "offers"] as const;

/** Files actors of one import into the record: each chunk one transaction with its outbox rows and its progress. */
export function createImportTarget(deps: Deps, job: Job, mustGoOn: () => void): ImportTarget {
  return {
    async file(actors, read) {
      mustGoOn();
      const effects = await transact(deps.db, async (trx) => {
        const pairs = await pairUp(trx, job.source, actors);
        const touched = await touchedSince(trx, pairs);
        const told = pairs.map((pair) => effectOf(pair, touched));
        await advanceImport(trx, job.id, read, deps.clock);
        if (job.dryRun) return told;
        const changes = [
          ...(await insertNew(
            deps,
            trx,
            job,
            pairs.filter((_, at) => told[at] === "imported"),
          )),
          ...(await updateChanged(
            deps,
            trx,
            pairs.filter((_, at) => told[at] === "updated"),
          )),
        ];
        await keepChanges(deps, trx, job.id, changes);
        return told;
      });
      deps.relay.nudge();
      return effects;
    },
  };
}

async function pairUp(trx: Transaction<Tables>, source: string, actors: readonly ImportedActor[]): Promise<Pair[]> {
  if (actors.length === 0) return [];
  const keyed = actors.map((imported) => ({ imported, key: digest(imported.key) }));
  const rows = await trx
    .selectFrom("actors")
    .selectAll()
    .where("source", "=", source)
    .where(
      "source_key",
      "in",
      keyed.map(({ key }) => key),
    )
    .orderBy("id")
    .forUpdate()
    .execute();
  const byKey = new Map(rows.map((row) => [row.source_key, row]));
  return keyed.map(({ imported, key }) => {
    const { actor, needs, offers } = imported;
    return { imported, key, hash: digest(JSON.stringify([actor, needs, offers])), row: byKey.get(key) };
  });
}

/** Actors that a person changed after the last import: their sheet, or what they need and offer. */
async function touchedSince(trx: Transaction<Tables>, pairs: readonly Pair[]): Promise<ReadonlySet<ActorId>> {
  const changed = pairs.flatMap(({ row, hash }) => (row === undefined || row.source_hash === hash ? [] : [row]));
  const ids = changed.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const last = await trx
    .selectFrom("import_changes")
    .select(["actor_id", (the) => the.fn.max("revision").as("revision"), (the) => the.fn.max("at").as("at")])
    .where("actor_id", "in", ids)
    .groupBy("actor_id")
    .execute();
  const imported = new Map(last.map((change) => [change.actor_id, change]));
  const touched = new Set(changed.filter((row) => imported.get(row.id)?.revision !== row.revision).map(({ id }) => id));
  for (const table of bothKinds) {
    const said = await trx.selectFrom(table).select(["actor_id", "updated_at"]).where("actor_id", "in", ids).execute();
    for (const { actor_id, updated_at } of said) {
      const at = imported.get(actor_id)?.at;
      if (at === undefined || updated_at > at) touched.add(actor_id);
    }
  }
  return touched;
}

function effectOf({ row, hash }: Pair, touched: ReadonlySet<ActorId>): Effect {
  if (row === undefined) return "imported";
  const conflict = (reason: string) => ({ code: "STATE_CONFLICT" as const, reason });
  if (row.deleted_at !== null) return conflict("it was imported before and somebody removed it since");
  if (row.source_hash === hash) return "unchanged";
  return touched.has(row.id) ? conflict("somebody changed it since the last import; change it by hand") : "updated";
}

async function insertNew(deps: Deps, trx: Transaction<Tables>, job: Job, pairs: readonly Pair[]): Promise<Change[]> {
  if (pairs.length === 0) return [];
  const now = new Date(deps.clock.now());
  const made = pairs.map((pair) => ({ ...pair, id: deps.newId() as ActorId }));
  const rows = made.map(({ imported: { actor, needs, offers }, id, key, hash }) => ({
    ...toNewActor(actor, id, job.source, now),
    source_key: key,
    source_hash: hash,
    search_text: searchTextOf(
      actor,
      [...needs, ...offers].map(({ text }) => text),
    ),
  }));
  await trx.insertInto("actors").values(rows).execute();
  for (const table of bothKinds) {
    const said = made.flatMap(({ id, imported }) => imported[table].map((draft) => statementRow(deps, id, draft, now)));
    if (said.length > 0)
      await trx
        .insertInto(table)
        .values(said as never)
        .execute();
  }
  return made.map(({ id }) => ({ actorId: id, before: null, revision: 1 }));
}

async function updateChanged(deps: Deps, trx: Transaction<Tables>, pairs: readonly Pair[]): Promise<Change[]> {
  const now = new Date(deps.clock.now());
  const changes: Change[] = [];
  for (const { imported, hash, row } of pairs) {
    if (row === undefined) continue;
    const { actor, needs, offers } = imported;
    const before: Before = {
      sheet: sheetColumns(row),
      needs: await reconcile(deps, trx, "needs", row.id, needs, now),
      offers: await reconcile(deps, trx, "offers", row.id, offers, now),
    };
    const revision = row.revision + 1;
    const search_text = searchTextOf(
      actor,
      [...needs, ...offers].map(({ text }) => text),
    );
    const filed = { ...toNewActor(actor, row.id, row.source, now), source_hash: hash, search_text };
    await trx
      .updateTable("actors")
      .set({ ...sheetColumns(filed), revision, updated_at: now })
      .where("id", "=", row.id)
      .execute();
    changes.push({ actorId: row.id, before, revision });
  }
  return changes;
}

/** Makes an actor's open needs or offers those of the file; what is said in the same words stays as it is. */
async function reconcile(
  deps: Deps,
  trx: Transaction<Tables>,
  table: (typeof bothKinds)[number],
  actorId: ActorId,
  drafts: readonly StatementDraft[],
  now: Date,
): Promise<Reconciled> {
  const open = await trx
    .selectFrom(table)
    .select(["id", "text"])
    .where("actor_id", "=", actorId)
    .where("state", "=", "open")
    .execute();
  const words = (text: object) => JSON.stringify(Object.entries(text).sort());
  const wanted = new Set(drafts.map(({ text }) => words(text)));
  const present = new Set(open.map(({ text }) => words(text)));
  const withdrawn = open.filter(({ text }) => !wanted.has(words(text))).map(({ id }) => id);
  const added = drafts
    .filter(({ text }) => !present.has(words(text)))
    .map((draft) => statementRow(deps, actorId, draft, now));
  if (withdrawn.length > 0) {
    await trx
      .updateTable(table)
      .set({ state: "withdrawn", updated_at: now })
      .where("id", "in", withdrawn as never)
      .execute();
  }
  if (added.length > 0)
    await trx
      .insertInto(table)
      .values(added as never)
      .execute();
  return { withdrawn, added: added.map(({ id }) => id) };
}

function statementRow(deps: Deps, actorId: ActorId, draft: StatementDraft, now: Date) {
  return {
    id: deps.newId(),
    actor_id: actorId,
    text: JSON.stringify(draft.text),
    concepts: draft.concepts ?? [],
    sector: draft.sector ?? null,
    valid_from: draft.validFrom ?? null,
    valid_until: draft.validUntil ?? null,
    state: "open" as const,
    updated_at: now,
  };
}

async function keepChanges(
  deps: Deps,
  trx: Transaction<Tables>,
  id: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const at = new Date(deps.clock.now());
  await trx
    .insertInto("import_changes")
    .values(
      changes.map(({ actorId, before, revision }) => ({
        import_id: id,
        actor_id: actorId,
        before: JSON.stringify(before),
        revision,
        at,
      })),
    )
    .execute();
  const messages: RecordMessage[] = [];
  await tellActorsChanged(
    { trx, tell: (...more) => messages.push(...more) },
    changes.map(({ actorId }) => actorId),
  );
  await announce(trx, deps.newId, messages);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
