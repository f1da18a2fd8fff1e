import { type Kysely, sql } from "kysely";

const statements = [
  "alter table people add column guest boolean not null default false",
  // One role a place: the newest of several stays.
  `delete from memberships as m using memberships as newer
    where m.person_id = newer.person_id and m.scope = newer.scope and m.scope_id is not distinct from newer.scope_id
      and m.id < newer.id`,
  `create unique index memberships_place on memberships
    (person_id, scope, coalesce(scope_id, '00000000-0000-0000-0000-000000000000'))`,
  "create index memberships_scope on memberships (scope, scope_id)",
  `create table invitations (
    id uuid primary key, hash bytea not null unique, scope text not null, scope_id uuid, role text not null,
    territories text[], email text, guests boolean not null default false, uses integer not null default 0,
    invited_by uuid references people on delete set null, created_at timestamptz not null default now(),
    expires_at timestamptz not null, ended_at timestamptz)`,
  "create index invitations_scope on invitations (scope, scope_id) where ended_at is null",
  `create table audit (
    id uuid primary key, at timestamptz not null default now(), act text not null, done_by text not null,
    about_kind text, about_id text, territory text, detail jsonb not null)`,
  "create index audit_about on audit (about_kind, about_id, id)",
  "create index audit_territory on audit (territory, id)",
  "create index audit_done_by on audit (done_by, id)",
];

/** Who belongs where, how they are asked in, and who did what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
