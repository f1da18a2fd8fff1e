import type { DocumentId } from "@milango/core/identity";
import { sql } from "kysely";
import type { Db } from "../database/open-database.ts";

/** An update with the position it was committed at. */
export interface LoggedUpdate {
  readonly position: number;
  readonly update: Uint8Array;
}

export interface StoredDocument {
  readonly head: number;
  readonly generation: number;
  readonly snapshot: Uint8Array | undefined;
  readonly tail: readonly LoggedUpdate[];
}

export interface DocumentLog {
  /** Resolves with the position when the update is committed; rejects when it was not. */
  append(documentId: DocumentId, update: Uint8Array, author: string | null): Promise<number>;
  read(documentId: DocumentId): Promise<StoredDocument | undefined>;
  readAfter(documentId: DocumentId, position: number): Promise<LoggedUpdate[]>;
  /** Positions of the last update of each document. */
  heads(ids: readonly DocumentId[]): Promise<Map<DocumentId, number>>;
  /** Puts a snapshot in place of what it holds; false when a newer one was there. */
  compact(documentId: DocumentId, snapshot: Uint8Array, position: number): Promise<boolean>;
  /** Resolves when nothing waits to be committed. */
  drained(): Promise<void>;
}

interface Waiting {
  readonly documentId: DocumentId;
  readonly update: Uint8Array;
  readonly author: string | null;
  readonly resolve: (position: number) => void;
  readonly reject: (error: unknown) => void;
}

const batchUpdates = 400;

/** The log of all documents, by group commit: while one batch is being committed, the next one forms. */
export function createDocumentLog(db: Db): DocumentLog {
  let waiting: Waiting[] = [];
  let committing: Promise<void> | undefined;

  /** One statement: the documents are locked in the order of their ids, so that two gateways cannot wait for each other. */
  async function commit(batch: readonly Waiting[]): Promise<void> {
    const counts = new Map<DocumentId, number>();
    const rows = batch.map((each) => {
      const nth = (counts.get(each.documentId) ?? 0) + 1;
      counts.set(each.documentId, nth);
      return { ...each, nth };
    });
    const { rows: moved } = await sql<{ id: DocumentId; base: number }>`
      with given (id, n) as (values ${sql.join([...counts].map(([id, n]) => sql`(${id}::uuid, ${n}::int)`))}),
      locked as (select documents.id from documents join given using (id) order by documents.id for update of documents),
      moved as (
        update documents set head = head + given.n from given join locked using (id)
        where documents.id = given.id returning documents.id, documents.head - given.n as base),
      added as (
        insert into document_log (document_id, position, update, author)
        select moved.id, moved.base + line.nth, line.update, line.author from moved join (values ${sql.join(
          rows.map(
            (row) =>
              sql`(${row.documentId}::uuid, ${row.nth}::int, ${Buffer.from(row.update)}::bytea, ${row.author}::text)`,
          ),
        )}) as line (id, nth, update, author) using (id))
      select id, base from moved`.execute(db);
    const bases = new Map(moved.map(({ id, base }) => [id, base]));
    for (const row of rows) {
      const base = bases.get(row.documentId);
      if (base === undefined) row.reject(new Error(`There is no document ${row.documentId}`));
      else row.resolve(base + row.nth);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchUpdates);
      waiting = waiting.slice(batchUpdates);
      try {
        await commit(batch);
      } catch (error) {
        for (const each of batch) each.reject(error);
      }
      // Lets what the commit resolved be acknowledged and relayed before the next batch leaves.
      await new Promise((resolve) => setImmediate(resolve));
    }
    committing = undefined;
  }

  return {
    append(documentId, update, author) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      waiting.push({ documentId, update, author, resolve, reject });
      committing ??= run();
      return promise;
    },
    async read(documentId) {
      // Read in one statement, so that a compaction in between cannot make the tail start after a gap.
      const { rows } = await sql<{
        head: number;
        generation: number;
        snapshot: Uint8Array | null;
        position: number | null;
        update: Uint8Array | null;
      }>`
        select head, generation, case when log.position is null or log.position = first.position then snapshot end as snapshot,
          log.position, log.update
        from documents
        left join document_log log on log.document_id = documents.id and log.position > documents.snapshot_position
        left join lateral (
          select min(position) as position from document_log
          where document_id = documents.id and position > documents.snapshot_position) first on true
        where documents.id = ${documentId} order by log.position`.execute(db);
      const first = rows[0];
      if (first === undefined) return undefined;
      return {
        head: first.head,
        generation: first.generation,
        snapshot: first.snapshot ?? undefined,
        tail: rows.flatMap(({ position, update }) =>
          position === null || update === null ? [] : [{ position, update }],
        ),
      };
    },
    async readAfter(documentId, position) {
      return db
        .selectFrom("document_log")
        .select(["position", "update"])
        .where("document_id", "=", documentId)
        .where("position", ">", position)
        .orderBy("position")
        .execute();
    },
    async heads(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db.selectFrom("documents").select(["id", "head"]).where("id", "in", ids).execute();
      return new Map(rows.map(({ id, head }) => [id, head]));
    },
    compact(documentId, snapshot, position) {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("documents")
          .set({ snapshot: Buffer.from(snapshot), snapshot_position: position })
          .where("id", "=", documentId)
          .where("snapshot_position", "<", position)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await trx
          .deleteFrom("document_log")
          .where("document_id", "=", documentId)
          .where("position", "<=", position)
          .execute();
        return true;
      });
    },
    async drained() {
      await committing;
    },
  };
}
