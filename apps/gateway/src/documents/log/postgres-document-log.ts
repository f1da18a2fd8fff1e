import type { DocumentId } from "@milango/core/identity";
import { to as copyTo } from "pg-copy-streams";
import type { Db } from "../../database/open-database.ts";
import { AppendQuery } from "./append-query.ts";
import type { DocumentLog, NewSegment, Segment, StoredDocument } from "./document-log.ts";
import { createKyselyDocumentLog } from "./kysely-document-log.ts";
import { createPostgresLine } from "./postgres-line.ts";
import { readCopy } from "./read-copy.ts";

/** One statement reads a document as of one moment: first what stands in its row, then its segments. */
const readText = (id: DocumentId, withSnapshot: boolean) => `
  copy (
    select head, generation::int8, snapshot_position, size, state_vector, ${withSnapshot ? "snapshot" : "null::bytea"}
    from documents where id = '${id}'
    union all
    select segment.position, segment.updates::int8, null, null, segment.bytes, null
    from document_segments segment join documents on documents.id = segment.document_id
    where segment.document_id = '${id}' and segment.position > documents.snapshot_position
  ) to stdout (format binary)`;

/** Ids come from our own rows and are checked all the same: COPY takes no parameters. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const emptyVector = new Uint8Array([0]);

/**
 * The log on PostgreSQL with connections of its own: one that commits, one that reads. Arrays travel binary, and so
 * does what is read (text would double the bytes, and pg's own binary mode corrupts bytea).
 */
export function createPostgresDocumentLog(url: string, db: Db): DocumentLog {
  const rest = createKyselyDocumentLog(db);
  const writing = createPostgresLine(url, "milango documents: commit");
  const reading = createPostgresLine(url, "milango documents: read");
  // Made before somebody waits for them; one that fails is made when it is asked for.
  for (const line of [writing, reading]) line.client().catch(() => undefined);

  async function append(segments: readonly NewSegment[]): Promise<(number | undefined)[]> {
    try {
      const client = await writing.client();
      return await new Promise((resolve, reject) => {
        client.query(
          new AppendQuery(segments, (error, heads = []) => (error === undefined ? resolve(heads) : reject(error))),
        );
      });
    } catch (error) {
      writing.drop();
      throw error;
    }
  }

  async function readRow(id: DocumentId, withSnapshot: boolean): Promise<StoredDocument | undefined> {
    if (!uuid.test(id)) return undefined;
    let bytes: Buffer;
    try {
      const client = await reading.client();
      const chunks: Buffer[] = [];
      for await (const chunk of client.query(copyTo(readText(id, withSnapshot)))) chunks.push(chunk as Buffer);
      bytes = Buffer.concat(chunks);
    } catch (error) {
      reading.drop();
      throw error;
    }
    return toDocument(readCopy(bytes));
  }

  return {
    ...rest,
    append,
    readState: (id) => readRow(id, false),
    read: (id) => readRow(id, true),
    async close() {
      await Promise.all([writing.close(), reading.close()]);
    },
  };
}

function toDocument(rows: readonly (Buffer | undefined)[][]): StoredDocument | undefined {
  const tail: Segment[] = [];
  let document: StoredDocument | undefined;
  for (const [first, second, snapshotPosition, size, bytes, snapshot] of rows) {
    if (snapshotPosition === undefined) {
      tail.push({ position: int8(first), updates: int8(second), bytes: bytes ?? emptyVector });
      continue;
    }
    document = {
      head: int8(first),
      generation: int8(second),
      snapshotPosition: int8(snapshotPosition),
      size: int8(size),
      stateVector: bytes ?? emptyVector,
      snapshot,
      tail,
    };
  }
  tail.sort((one, other) => one.position - other.position);
  return document;
}

function int8(field: Buffer | undefined): number {
  return field === undefined ? 0 : Number(field.readBigInt64BE());
}
