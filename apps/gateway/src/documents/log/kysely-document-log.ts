import type { DocumentId } from "@milango/core/identity";
import { sql } from "kysely";
import type { Db } from "../../database/open-database.ts";
import type { DocumentLog, DocumentState, NewSegment, Segment, StoredDocument } from "./document-log.ts";

/** The log through Kysely: what PGlite is given, and what the other adapter borrows for all but its hot path. */
export function createKyselyDocumentLog(db: Db): DocumentLog {
  const segmentsOf = (id: DocumentId) =>
    db
      .selectFrom("document_segments as segment")
      .innerJoin("documents", "documents.id", "segment.document_id")
      .select(["segment.position", "segment.updates", "segment.bytes"])
      .where("segment.document_id", "=", id)
      .whereRef("segment.position", ">", "documents.snapshot_position")
      .orderBy("segment.position");

  async function readRow(id: DocumentId, withSnapshot: boolean): Promise<StoredDocument | undefined> {
    // One transaction that sees one moment: a compaction in between must not make the tail begin after a gap.
    return db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (trx) => {
        const row = await trx
          .selectFrom("documents")
          .select(["head", "generation", "size", "snapshot_position", "state_vector"])
          .$if(withSnapshot, (query) => query.select("snapshot"))
          .where("id", "=", id)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const tail = await trx
          .selectFrom("document_segments")
          .select(["position", "updates", "bytes"])
          .where("document_id", "=", id)
          .where("position", ">", row.snapshot_position)
          .orderBy("position")
          .execute();
        return {
          head: row.head,
          generation: row.generation,
          size: row.size,
          snapshotPosition: row.snapshot_position,
          stateVector: row.state_vector ?? emptyVector,
          snapshot: row.snapshot ?? undefined,
          tail,
        };
      });
  }

  return {
    append: (segments) => append(db, segments),
    readState: (id): Promise<DocumentState | undefined> => readRow(id, false),
    read: (id) => readRow(id, true),
    async readAfter(id, position) {
      const tail: Segment[] = await segmentsOf(id).execute();
      const after = tail.filter((segment) => segment.position > position);
      const [first] = after;
      return first === undefined || first.position - first.updates <= position ? after : undefined;
    },
    async heads(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db.selectFrom("documents").select(["id", "head"]).where("id", "in", ids).execute();
      return new Map(rows.map(({ id, head }) => [id, head]));
    },
    async claim(id, clients, owner) {
      const rows = clients.map((client_id) => ({ document_id: id, client_id, owner }));
      await db
        .insertInto("document_clients")
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const owners = await db
        .selectFrom("document_clients")
        .select(["client_id", "owner"])
        .where("document_id", "=", id)
        .where("client_id", "in", clients)
        .execute();
      return new Map(owners.map((row) => [row.client_id, row.owner]));
    },
    async handOver(from, to) {
      await db.updateTable("document_clients").set({ owner: to }).where("owner", "=", from).execute();
    },
    compact(id, { position, snapshot, stateVector }, generation) {
      return db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom("documents")
          .select(["snapshot_position", "generation"])
          .where("id", "=", id)
          .forUpdate()
          .executeTakeFirst();
        // Fenced: a compactor that slept finds a newer snapshot, or another generation, and leaves both as they are.
        if (row === undefined || row.snapshot_position >= position || row.generation !== generation) return false;
        await trx
          .deleteFrom("document_segments")
          .where("document_id", "=", id)
          .where("position", "<=", position)
          .execute();
        await sql`
          update documents set
            previous_snapshot = case when previous_at > now() - interval '1 day' then previous_snapshot else snapshot end,
            previous_at = case when previous_at > now() - interval '1 day' then previous_at else now() end,
            snapshot = ${Buffer.from(snapshot)}, state_vector = ${Buffer.from(stateVector)}, snapshot_position = ${position},
            size = ${snapshot.length}
              + (select coalesce(sum(length(bytes)), 0) from document_segments where document_id = ${id})
          where id = ${id}`.execute(trx);
        return true;
      });
    },
    close: async () => undefined,
  };
}

const emptyVector = new Uint8Array([0]);

/** One statement: the documents are locked in the order of their ids, so that two gateways cannot wait for each other. */
async function append(db: Db, segments: readonly NewSegment[]): Promise<(number | undefined)[]> {
  const values = segments.map(
    ({ documentId, updates, bytes }, nth) =>
      sql`(${documentId}::uuid, ${updates}::int, ${Buffer.from(bytes)}::bytea, ${nth}::int)`,
  );
  const { rows } = await sql<{ nth: number; head: number }>`
    with given (id, n, bytes, nth) as (values ${sql.join(values)}),
    locked as (select documents.id from documents join given using (id) order by documents.id for update of documents),
    moved as (
      update documents set head = head + given.n, size = size + length(given.bytes)
      from given join locked using (id) where documents.id = given.id
      returning documents.id, documents.head, given.n, given.bytes, given.nth),
    added as (
      insert into document_segments (document_id, position, updates, bytes) select id, head, n, bytes from moved)
    select nth, head from moved`.execute(db);
  const heads: (number | undefined)[] = segments.map(() => undefined);
  for (const { nth, head } of rows) heads[nth] = head;
  return heads;
}
