import { sql } from "kysely";
import type { Db } from "../database/open-database.ts";

/** Tables that move without a request, or even by a refused one: due work, who is signed in, which requests are remembered. */
const leftOut = ["jobs", "sessions", "idempotency"];
/** Columns that move by themselves: a key was used, the relay numbered and published, a matchmaker read a text. */
const moving = ["last_used_at", "seq", "published", "search_concepts", "read_digest"];

/** One line a table: how many rows it has, and a digest of all they hold. Equal digests are equal records. */
export async function readRecordDigest(db: Db): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(db);
  const selects = tables
    .filter(({ name }) => !leftOut.includes(name))
    .map(
      ({ name }) => sql`
        select ${sql.lit(name)} as name, count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as digest
        from (select (to_jsonb(t) - ${sql.lit(`{${moving.join(",")}}`)}::text[])::text as line from ${sql.table(name)} as t) as lines`,
    );
  const { rows } = await sql<{ name: string; digest: string }>`${sql.join(selects, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
