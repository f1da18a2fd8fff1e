import type { Submittable } from "pg";
import type { NewSegment } from "./document-log.ts";

/**
 * One statement commits what waits for all documents. They are locked in the order of their ids, so that two gateways
 * cannot wait for each other.
 */
const text = `
  with given as materialized (
    select * from unnest($1::uuid[], $2::int4[], $3::bytea[]) with ordinality as given (id, n, bytes, nth)),
  locked as materialized (
    select documents.id from documents join given using (id) order by documents.id for update of documents),
  moved as (
    update documents set head = head + given.n, size = size + length(given.bytes)
    from given join locked using (id) where documents.id = given.id
    returning documents.id, documents.head, given.n, given.bytes, given.nth),
  added as (
    insert into document_segments (document_id, position, updates, bytes) select id, head, n, bytes from moved)
  select nth::int4, head from moved`;

/** Connections on which the statement was prepared. */
const prepared = new WeakSet<object>();

interface Connection {
  readonly stream: { write(bytes: Buffer): boolean };
}

/**
 * The commit as a query of `pg`'s own kind (as pg-cursor is one), which writes its messages itself: this runs a thousand
 * times a second, and asking for a description of rows that are always the same costs a third of it. Protocol 3.0,
 * https://www.postgresql.org/docs/current/protocol-message-formats.html.
 */
export class AppendQuery implements Submittable {
  /** Set and called by `pg`, also when it takes too long. */
  callback: (error: Error | undefined, heads?: (number | undefined)[]) => void;
  readonly #segments: readonly NewSegment[];
  readonly #heads: (number | undefined)[];

  constructor(
    segments: readonly NewSegment[],
    callback: (error: Error | undefined, heads?: (number | undefined)[]) => void,
  ) {
    this.#segments = segments;
    this.#heads = segments.map(() => undefined);
    this.callback = callback;
  }

  submit(connection: Connection): void {
    const messages = [bindAndExecute(this.#segments)];
    if (!prepared.has(connection)) messages.unshift(parse);
    prepared.add(connection);
    connection.stream.write(messages.length === 1 ? (messages[0] as Buffer) : Buffer.concat(messages));
  }

  handleDataRow({ fields }: { fields: [nth: string, head: string] }): void {
    this.#heads[Number(fields[0]) - 1] = Number(fields[1]);
  }

  handleError(error: Error, connection: Connection): void {
    // The statement may be what failed: it is prepared anew.
    prepared.delete(connection);
    // The last word: `pg` does not tell a query that failed when the server is ready again.
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback(undefined, this.#heads);
  }

  handleRowDescription(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCommandComplete(): void {}
}

const name = "milango_append";
const parse = message("P", Buffer.concat([Buffer.from(`${name}\0${text}\0`), Buffer.from([0, 0])]));
const executeAndSync = Buffer.concat([message("E", Buffer.alloc(5)), message("S", Buffer.alloc(0))]);
/** No portal's name, the statement's, all parameters binary, three of them. */
const bindHead = Buffer.concat([Buffer.from(`\0${name}\0`), Buffer.from([0, 1, 0, 1, 0, 3])]);
/** Results as text. */
const bindTail = Buffer.from([0, 0]);

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

const arrayHead = 20;
const oid = { uuid: 2950, int4: 23, bytea: 17 } as const;

/** Binds the three arrays and executes, in one piece. */
function bindAndExecute(segments: readonly NewSegment[]): Buffer {
  const count = segments.length;
  let bytes = 0;
  for (const segment of segments) bytes += segment.bytes.length;
  const sizes = [arrayHead + 20 * count, arrayHead + 8 * count, arrayHead + 4 * count + bytes] as const;
  const body = bindHead.length + 12 + sizes[0] + sizes[1] + sizes[2] + bindTail.length;
  const buffer = Buffer.allocUnsafe(5 + body + executeAndSync.length);
  let at = buffer.write("B", 0, "latin1");
  at = buffer.writeInt32BE(4 + body, at);
  at += bindHead.copy(buffer, at);
  at = writeArrayHead(buffer, at, sizes[0], oid.uuid, count);
  for (const { documentId } of segments) {
    at = buffer.writeInt32BE(16, at);
    at += buffer.write(documentId.replaceAll("-", ""), at, "hex");
  }
  at = writeArrayHead(buffer, at, sizes[1], oid.int4, count);
  for (const { updates } of segments) at = buffer.writeInt32BE(updates, buffer.writeInt32BE(4, at));
  at = writeArrayHead(buffer, at, sizes[2], oid.bytea, count);
  for (const segment of segments) {
    at = buffer.writeInt32BE(segment.bytes.length, at);
    buffer.set(segment.bytes, at);
    at += segment.bytes.length;
  }
  at += bindTail.copy(buffer, at);
  executeAndSync.copy(buffer, at);
  return buffer;
}

/** A parameter's length, then an array's head: one dimension, no nulls, its elements' type, how many, from 1. */
function writeArrayHead(buffer: Buffer, begin: number, size: number, elementOid: number, count: number): number {
  let at = buffer.writeInt32BE(size, begin);
  for (const value of [1, 0, elementOid, count, 1]) at = buffer.writeInt32BE(value, at);
  return at;
}
