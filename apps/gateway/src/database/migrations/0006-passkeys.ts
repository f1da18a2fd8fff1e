import { type Kysely, sql } from "kysely";

const statements = [
  `create table passkeys (
    id text primary key, person_id uuid not null references people on delete cascade, public_key bytea not null,
    counter bigint not null, transports text[] not null, label text not null,
    created_at timestamptz not null default now(), last_used_at timestamptz)`,
  "create index passkeys_person on passkeys (person_id)",
  `create table passkey_challenges (
    challenge text primary key, person_id uuid references people on delete cascade, expires_at timestamptz not null)`,
];

/** Signing in by what a device keeps, without mail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
