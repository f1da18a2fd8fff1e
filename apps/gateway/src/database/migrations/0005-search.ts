import { type Kysely, sql } from "kysely";

const statements = [
  // Trusted: whoever owns the database may add it.
  "create extension if not exists pg_trgm",
  "alter table actors add column search_concepts text[] not null default '{}', add column read_digest text",
  "create index actors_search_text on actors using gin (search_text gin_trgm_ops) where deleted_at is null",
  "create index actors_search_concepts on actors using gin (search_concepts) where deleted_at is null",
  // The order of the directory.
  "create index actors_name on actors (lower(name), id) where deleted_at is null",
  // What is counted by value, apart from the wide rows.
  `create index actors_facets on actors (territory, kind, legal_form) include (sectors, languages)
    where deleted_at is null`,
  // Actors whose words changed since their concepts were read.
  `create index actors_unread on actors (id)
    where deleted_at is null and read_digest is distinct from md5(search_text)`,
];

/** A directory of tens of thousands answers while one types: by words, by what they mean, and nearly by words. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
