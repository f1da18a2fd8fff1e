import { type Kysely, sql } from "kysely";

const statements = [
  `create table people (
    id uuid primary key, name text not null, email text not null unique, email_verified boolean not null default false,
    image text, language text not null default 'fr', territory text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create table sessions (
    id uuid primary key, token text not null unique, person_id uuid not null references people on delete cascade,
    expires_at timestamptz not null, ip_address text, user_agent text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  "create index sessions_person on sessions (person_id)",
  `create table accounts (
    id uuid primary key, account_id text not null, provider_id text not null,
    person_id uuid not null references people on delete cascade, access_token text, refresh_token text, id_token text,
    access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create table verifications (
    id uuid primary key, identifier text not null, value text not null, expires_at timestamptz not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  "create index verifications_identifier on verifications (identifier)",
  `create table memberships (
    id uuid primary key, person_id uuid not null references people on delete cascade, scope text not null, scope_id uuid,
    role text not null, territories text[], created_at timestamptz not null default now())`,
  "create index memberships_person on memberships (person_id)",
  `create table api_keys (
    id uuid primary key, label text not null, hash bytea not null unique, scopes text[] not null, territories text[],
    created_by uuid references people on delete set null, created_at timestamptz not null default now(),
    expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz)`,
  `create table sign_in_codes (
    email text primary key, hash bytea not null, tries integer not null default 0, expires_at timestamptz not null)`,
  `create table mails (
    id uuid primary key, recipient text not null, subject text not null, body text not null,
    created_at timestamptz not null default now())`,
  `create table actors (
    id uuid primary key, name text not null, territory text not null, kind text not null, legal_form text,
    description jsonb, sectors text[] not null, languages text[] not null, locality text,
    latitude double precision, longitude double precision, website text, capacity integer not null,
    consents_to_match boolean not null default true, fictional boolean not null default false,
    source text not null, source_key text, source_hash text, search_text text not null default '',
    revision integer not null default 1, created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(), deleted_at timestamptz)`,
  "create unique index actors_source on actors (source, source_key) where source_key is not null",
  "create index actors_territory on actors (territory) where deleted_at is null",
  `create table contacts (
    id uuid primary key, actor_id uuid not null references actors on delete cascade, name text not null, role text,
    email text, phone text, languages text[] not null)`,
  "create index contacts_actor on contacts (actor_id)",
  ...["needs", "offers"].flatMap((table) => [
    `create table ${table} (
      id uuid primary key, actor_id uuid not null references actors on delete cascade, text jsonb not null,
      concepts text[] not null, sector text, valid_from date, valid_until date, state text not null default 'open',
      revision integer not null default 1, created_at timestamptz not null default now(),
      updated_at timestamptz not null default now())`,
    `create index ${table}_actor on ${table} (actor_id)`,
  ]),
  `create table suggestions (
    id uuid primary key, actor_id uuid not null references actors on delete cascade,
    partner_id uuid not null references actors on delete cascade, score double precision not null,
    mutual boolean not null, reasons jsonb not null, shared_languages text[] not null,
    propensity double precision not null, state text not null, decided_by text, decided_at timestamptz,
    decision_reason text, version bigint not null, created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(), unique (actor_id, partner_id))`,
  `create table suggestion_lists (
    actor_id uuid primary key references actors on delete cascade, version bigint not null)`,
  `create table introductions (
    id uuid primary key, asking_id uuid not null references actors on delete cascade,
    asked_id uuid not null references actors on delete cascade, state text not null,
    asking_accepted_at timestamptz, asked_accepted_at timestamptz, message jsonb, outcome text, outcome_note text,
    outcome_at timestamptz, revision integer not null default 1, created_at timestamptz not null default now(),
    updated_at timestamptz not null default now())`,
  "create index introductions_asking on introductions (asking_id)",
  "create index introductions_asked on introductions (asked_id)",
  // Two actors have at most one introduction under way, whoever asked first.
  `create unique index introductions_pair on introductions (least(asking_id, asked_id), greatest(asking_id, asked_id))
    where state in ('proposed', 'connected')`,
  `create table documents (
    id uuid primary key, head bigint not null default 0, size bigint not null default 0,
    snapshot bytea, snapshot_position bigint not null default 0, state_vector bytea,
    previous_snapshot bytea, previous_at timestamptz, generation integer not null default 1,
    versioned_position bigint not null default 0, versioned_at timestamptz not null default now(),
    created_at timestamptz not null default now()) with (fillfactor = 50)`,
  // Packed as they are, updates hardly compress; trying to costs more than it saves.
  "alter table documents alter column snapshot set storage external",
  `create table document_segments (
    document_id uuid not null references documents on delete cascade, position bigint not null,
    updates integer not null, bytes bytea not null, at timestamptz not null default now(),
    primary key (document_id, position))`,
  "alter table document_segments alter column bytes set storage external",
  `create table document_clients (
    document_id uuid not null references documents on delete cascade, client_id bigint not null, owner text not null,
    primary key (document_id, client_id))`,
  "create index document_clients_owner on document_clients (owner)",
  `create table document_versions (
    id uuid primary key, document_id uuid not null references documents on delete cascade, position bigint not null,
    name text, author text, automatic boolean not null, state bytea not null, revision integer not null default 1, at timestamptz not null default now())`,
  "create index document_versions_document on document_versions (document_id, at)",
  `create table workshops (
    id uuid primary key, title jsonb not null, goal jsonb, format text not null, status text not null,
    starts_at timestamptz not null, minutes integer not null, block_count integer not null, completeness jsonb not null,
    territories text[] not null, introduction_id uuid references introductions on delete set null,
    agenda_document uuid not null references documents, notes_document uuid not null references documents,
    projected_position bigint not null default 0, revision integer not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    deleted_at timestamptz)`,
  "create unique index workshops_agenda on workshops (agenda_document)",
  "create unique index workshops_notes on workshops (notes_document)",
  "create index workshops_starts on workshops (starts_at)",
  `create table workshop_actors (
    workshop_id uuid not null references workshops on delete cascade,
    actor_id uuid not null references actors on delete cascade, primary key (workshop_id, actor_id))`,
  `create table comments (
    id uuid primary key, workshop_id uuid not null references workshops on delete cascade, block_id text,
    thread_id uuid references comments on delete cascade, author uuid references people on delete set null,
    body text not null, created_at timestamptz not null default now(), edited_at timestamptz, resolved_at timestamptz,
    revision integer not null default 1, deleted_at timestamptz)`,
  "create index comments_workshop on comments (workshop_id, created_at)",
  "create index comments_thread on comments (thread_id)",
  `create table outbox (
    id uuid primary key, subject text not null, body jsonb not null, at timestamptz not null default now(),
    seq bigint unique, published boolean not null default false)`,
  "create index outbox_waiting on outbox (id) where seq is null",
  "create index outbox_unpublished on outbox (seq) where not published",
  "create table outbox_head (id integer primary key check (id = 1), seq bigint not null)",
  "insert into outbox_head values (1, 0)",
  "create table inbox (message_id text primary key, at timestamptz not null default now())",
  `create table idempotency (
    caller text not null, key text not null, request_hash text not null, status integer not null, body jsonb not null,
    at timestamptz not null default now(), primary key (caller, key))`,
  `create table imports (
    id uuid primary key, state text not null, source text not null, dry_run boolean not null,
    accept_outside boolean not null, read integer not null, total integer not null, report jsonb not null,
    created_by text not null, created_at timestamptz not null default now(),
    updated_at timestamptz not null default now())`,
  `create table import_changes (
    import_id uuid not null references imports on delete cascade, actor_id uuid not null references actors on delete cascade,
    before jsonb, revision integer not null, at timestamptz not null default now(), primary key (import_id, actor_id))`,
  "create index import_changes_actor on import_changes (actor_id)",
  `create table jobs (
    name text primary key, due_at timestamptz not null, taken_until timestamptz, failure text)`,
];

/** The rooms of the first release. Migrations are append-only: what is here stays as it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
