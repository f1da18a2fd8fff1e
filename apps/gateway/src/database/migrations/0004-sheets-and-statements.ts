import { type Kysely, sql } from "kysely";

const statements = [
  `alter table actors add column sdgs integer[] not null default '{}', add column links jsonb not null default '[]',
    add column provenance jsonb not null default '{}', add column verified_at timestamptz`,
  // What was there before: each field that says something is its source's, since the actor was added.
  `update actors set provenance = (
    select coalesce(jsonb_object_agg(field, jsonb_build_object('source', source, 'at', created_at)), '{}') from (values
      ('name', true), ('territory', true), ('kind', true), ('languages', true), ('legalForm', legal_form is not null),
      ('description', description is not null and description <> 'null'), ('sectors', cardinality(sectors) > 0),
      ('locality', locality is not null), ('point', latitude is not null), ('website', website is not null)
    ) as given (field, says) where says)`,
  `create table actor_changes (
    id uuid primary key, actor_id uuid not null references actors on delete cascade,
    at timestamptz not null default now(), done_by text not null, source text not null, changes jsonb not null)`,
  "create index actor_changes_actor on actor_changes (actor_id, id)",
  `create table proposals (
    id uuid primary key, actor_id uuid not null references actors on delete cascade, kind text not null,
    by uuid references people on delete set null, patch jsonb, note text, state text not null default 'open',
    decided_by text, decided_at timestamptz, reason text, created_at timestamptz not null default now())`,
  "create index proposals_open on proposals (actor_id) where state = 'open'",
  "create index proposals_by on proposals (by)",
  ...["needs", "offers"].flatMap((table) => [
    `alter table ${table} add column closed_reason text, add column closed_note text`,
    `create index ${table}_ending on ${table} (valid_until) where state = 'open'`,
  ]),
];

/** Where each field of a sheet comes from and who says it is wrong; how needs and offers end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
