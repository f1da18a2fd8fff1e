import { type Kysely, sql } from "kysely";

const statements = [
  `alter table introductions add column connected_at timestamptz, add column slots jsonb, add column minutes integer,
    add column proposed_by uuid, add column starts_at timestamptz, add column follow_ups integer not null default 0`,
  "update introductions set connected_at = coalesce(asked_accepted_at, updated_at) where state in ('connected', 'concluded')",
  "create index introductions_connected on introductions (connected_at) where state = 'connected'",
  `create table due_mails (
    id uuid primary key, person_id uuid not null references people on delete cascade, kind text not null, about uuid,
    due_at timestamptz not null default now(), tries integer not null default 0)`,
  "create index due_mails_due on due_mails (due_at)",
  "alter table people add column digest text not null default 'weekly', add column digest_at timestamptz",
];

/** When the two sides of an introduction meet, and the mail that goes out about all of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
