import type { ActorKind, ActorLink, ActorPatch, ProposalState, Provenance, SheetChange } from "@milango/core/actors";
import type {
  ActorId,
  DigestPace,
  DocumentId,
  IntroductionId,
  NeedId,
  OfferId,
  PersonId,
  SuggestionId,
  WorkshopId,
} from "@milango/core/identity";
import type { IntroductionState, Outcome } from "@milango/core/introductions";
import type { SuggestionState } from "@milango/core/matching";
import type { AuditAct, AuditKind } from "@milango/core/members";
import type { ClosingReason, StatementState } from "@milango/core/needs";
import type { Language, LocalizedText } from "@milango/core/text";
import type { WorkshopStatus, workshopFormats } from "@milango/core/workshops";
import type { ColumnType, Generated } from "kysely";

/** Read as a value, written as its JSON text: the one form both databases take the same way. */
type Json<Value> = ColumnType<Value, string, string>;
type Instant = ColumnType<Date, Date | string, Date | string>;
type Created = ColumnType<Date, Date | string | undefined, never>;
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
type Revision = Generated<number>;

export interface PeopleTable {
  id: PersonId;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  language: Language;
  territory: string | null;
  /** Came in by a link with a name alone; the address is made up. */
  guest: Generated<boolean>;
  /** How often the summary of what waits comes by mail, and when it last did. */
  digest: Generated<DigestPace>;
  digest_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  created_at: Created;
  updated_at: Instant;
}
export interface SessionsTable {
  id: string;
  token: string;
  person_id: PersonId;
  expires_at: Instant;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Created;
  updated_at: Instant;
}
/** A public key whose private half a device keeps (WebAuthn). */
export interface PasskeysTable {
  /** The credential's own, base64url. */
  id: string;
  person_id: PersonId;
  public_key: Bytes;
  counter: number;
  transports: string[];
  label: string;
  created_at: Created;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}
/** What a device is asked to sign, once. */
export interface PasskeyChallengesTable {
  challenge: string;
  /** Whose new passkey it is for; nobody's yet when it is for signing in. */
  person_id: PersonId | null;
  expires_at: Instant;
}
export interface MembershipsTable {
  id: string;
  person_id: PersonId;
  scope: "network" | "actor" | "workshop";
  /** The actor or workshop; nothing for the network. */
  scope_id: string | null;
  role: string;
  territories: string[] | null;
  created_at: Created;
}
/** A mail on its way: ids alone, it is written when it is sent. */
export interface DueMailsTable {
  id: string;
  person_id: PersonId;
  kind: "introduction" | "meeting" | "followUp" | "proposal" | "digest";
  about: string | null;
  due_at: ColumnType<Date, Date | string | undefined, Date | string>;
  tries: Generated<number>;
}
export interface InvitationsTable {
  id: string;
  hash: Bytes;
  scope: MembershipsTable["scope"];
  scope_id: string | null;
  role: string;
  territories: string[] | null;
  /** The person asked; nothing for a link. */
  email: string | null;
  guests: Generated<boolean>;
  uses: Generated<number>;
  invited_by: PersonId | null;
  created_at: Created;
  expires_at: Instant;
  /** Used up or revoked. */
  ended_at: Instant | null;
}
export interface AuditTable {
  id: string;
  at: Created;
  act: AuditAct;
  /** `person:<id>`, `key:<id>`, `anonymous` or `system`. */
  done_by: string;
  about_kind: AuditKind | null;
  about_id: string | null;
  territory: string | null;
  detail: Json<Record<string, string>>;
}
export interface ApiKeysTable {
  id: string;
  label: string;
  hash: Bytes;
  scopes: string[];
  territories: string[] | null;
  created_by: PersonId | null;
  created_at: Created;
  expires_at: Instant | null;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
}
export interface SignInCodesTable {
  email: string;
  hash: Bytes;
  tries: number;
  expires_at: Instant;
}
export interface MailsTable {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  created_at: Created;
}
export interface ActorsTable {
  id: ActorId;
  name: string;
  territory: string;
  kind: ActorKind;
  legal_form: string | null;
  description: Json<LocalizedText | null>;
  sectors: string[];
  languages: string[];
  locality: string | null;
  latitude: number | null;
  longitude: number | null;
  website: string | null;
  capacity: number;
  sdgs: ColumnType<number[], number[] | undefined, number[]>;
  links: ColumnType<ActorLink[], string | undefined, string>;
  provenance: ColumnType<Provenance, string | undefined, string>;
  verified_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  consents_to_match: Generated<boolean>;
  fictional: Generated<boolean>;
  /** `person`, `demo` or `import:<name>`; with `source_key`, what a second import recognises. */
  source: string;
  source_key: string | null;
  source_hash: string | null;
  /** Folded words of name, place, needs and offers, for search. */
  search_text: Generated<string>;
  /** What these words are about, and a digest of the words that were read for it: behind when another one. */
  search_concepts: Generated<string[]>;
  read_digest: ColumnType<string | null, string | null | undefined, string | null>;
  revision: Revision;
  created_at: Created;
  updated_at: Instant;
  deleted_at: Instant | null;
}
/** One change of a sheet: what each field was and became. */
export interface ActorChangesTable {
  id: string;
  actor_id: ActorId;
  at: Created;
  done_by: string;
  source: string;
  changes: Json<SheetChange["changes"]>;
}
/** A correction somebody proposed, or a claim to speak for an actor. */
export interface ProposalsTable {
  id: string;
  actor_id: ActorId;
  kind: "correction" | "claim";
  by: PersonId | null;
  patch: Json<ActorPatch | null>;
  note: string | null;
  state: Generated<ProposalState>;
  decided_by: ColumnType<string | null, string | null | undefined, string | null>;
  decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  reason: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: Created;
}
export interface ContactsTable {
  id: string;
  actor_id: ActorId;
  name: string;
  role: string | null;
  email: string | null;
  phone: string | null;
  languages: string[];
}
interface StatementsTable {
  actor_id: ActorId;
  text: Json<LocalizedText>;
  concepts: string[];
  sector: string | null;
  valid_from: string | null;
  valid_until: string | null;
  state: StatementState;
  closed_reason: ColumnType<ClosingReason | null, ClosingReason | null | undefined, ClosingReason | null>;
  closed_note: ColumnType<string | null, string | null | undefined, string | null>;
  revision: Revision;
  created_at: Created;
  updated_at: Instant;
}
export interface NeedsTable extends StatementsTable {
  id: NeedId;
}
export interface OffersTable extends StatementsTable {
  id: OfferId;
}
export interface SuggestionsTable {
  id: SuggestionId;
  actor_id: ActorId;
  partner_id: ActorId;
  score: number;
  mutual: boolean;
  reasons: Json<unknown>;
  shared_languages: string[];
  propensity: number;
  state: SuggestionState;
  decided_by: string | null;
  decided_at: Instant | null;
  decision_reason: string | null;
  version: number;
  created_at: Created;
  updated_at: Instant;
}
/** The version of the list last applied for an actor: an older one is ignored. */
export interface SuggestionListsTable {
  actor_id: ActorId;
  version: number;
}
export interface IntroductionsTable {
  id: IntroductionId;
  asking_id: ActorId;
  asked_id: ActorId;
  state: IntroductionState;
  asking_accepted_at: Instant | null;
  asked_accepted_at: Instant | null;
  message: Json<LocalizedText | null>;
  outcome: Outcome | null;
  outcome_note: string | null;
  outcome_at: Instant | null;
  connected_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** Starts a side proposed, until the other chose one of them. */
  slots: ColumnType<string[] | null, string | null | undefined, string | null>;
  minutes: ColumnType<number | null, number | null | undefined, number | null>;
  proposed_by: ColumnType<ActorId | null, ActorId | null | undefined, ActorId | null>;
  starts_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** How often its sides were asked what became of it. */
  follow_ups: Generated<number>;
  revision: Revision;
  created_at: Created;
  updated_at: Instant;
}
export interface WorkshopsTable {
  id: WorkshopId;
  title: Json<LocalizedText>;
  goal: Json<LocalizedText | null>;
  format: (typeof workshopFormats)[number];
  status: WorkshopStatus;
  starts_at: Instant;
  minutes: number;
  block_count: number;
  completeness: Json<Record<string, number>>;
  territories: string[];
  introduction_id: IntroductionId | null;
  agenda_document: DocumentId;
  notes_document: DocumentId;
  /** Position of the agenda document this row was projected from. */
  projected_position: Generated<number>;
  revision: Revision;
  created_at: Created;
  updated_at: Instant;
  deleted_at: Instant | null;
}
export interface WorkshopActorsTable {
  workshop_id: WorkshopId;
  actor_id: ActorId;
}
export interface DocumentsTable {
  id: DocumentId;
  /** Position of the last committed update. */
  head: Generated<number>;
  /** Bytes of the snapshot and of the segments after it. */
  size: Generated<number>;
  snapshot: Bytes | null;
  snapshot_position: Generated<number>;
  state_vector: Bytes | null;
  /** An earlier snapshot, kept for a day. */
  previous_snapshot: Bytes | null;
  previous_at: Instant | null;
  /** Grows when content was erased: copies of an older one are to be dropped. */
  generation: Generated<number>;
  /** Up to where there is a version, and since when. */
  versioned_position: Generated<number>;
  versioned_at: ColumnType<Date, Date | string | undefined, Date | string>;
  created_at: Created;
}
export interface DocumentSegmentsTable {
  document_id: DocumentId;
  /** Of its last update. */
  position: number;
  updates: number;
  bytes: Bytes;
  at: Created;
}
export interface DocumentClientsTable {
  document_id: DocumentId;
  client_id: number;
  /** The visitor who writes under this client id. */
  owner: string;
}
export interface DocumentVersionsTable {
  id: string;
  document_id: DocumentId;
  position: number;
  name: string | null;
  author: string | null;
  automatic: boolean;
  state: Bytes;
  revision: Revision;
  at: Created;
}
export interface CommentsTable {
  id: string;
  workshop_id: WorkshopId;
  block_id: string | null;
  thread_id: string | null;
  author: PersonId | null;
  body: string;
  created_at: ColumnType<Date, Date | string | undefined, never>;
  edited_at: Instant | null;
  resolved_at: Instant | null;
  revision: Revision;
  deleted_at: Instant | null;
}
export interface JobsTable {
  name: string;
  due_at: Instant;
  taken_until: Instant | null;
  /** Why it failed the last time. */
  failure: string | null;
}
export interface OutboxTable {
  id: string;
  subject: string;
  body: Json<unknown>;
  at: Created;
  seq: number | null;
  published: Generated<boolean>;
}
export interface OutboxHeadTable {
  id: number;
  seq: number;
}
export interface InboxTable {
  message_id: string;
  at: Created;
}
export interface IdempotencyTable {
  caller: string;
  key: string;
  request_hash: string;
  status: number;
  body: Json<unknown>;
  at: Created;
}
export interface ImportsTable {
  id: string;
  state: "running" | "done" | "failed" | "undone";
  source: string;
  dry_run: boolean;
  accept_outside: boolean;
  read: number;
  total: number;
  report: Json<unknown>;
  created_by: string;
  created_at: Created;
  updated_at: Instant;
}
/** One actor an import added or changed. */
export interface ImportChangesTable {
  import_id: string;
  actor_id: ActorId;
  /** What to restore on undo; nothing when the actor was new. */
  before: Json<unknown>;
  /** The actor's revision after the import: another one now means that somebody changed it since. */
  revision: number;
  at: Instant;
}

export interface Tables {
  people: PeopleTable;
  sessions: SessionsTable;
  passkeys: PasskeysTable;
  passkey_challenges: PasskeyChallengesTable;
  memberships: MembershipsTable;
  due_mails: DueMailsTable;
  invitations: InvitationsTable;
  audit: AuditTable;
  api_keys: ApiKeysTable;
  sign_in_codes: SignInCodesTable;
  mails: MailsTable;
  actors: ActorsTable;
  actor_changes: ActorChangesTable;
  proposals: ProposalsTable;
  contacts: ContactsTable;
  needs: NeedsTable;
  offers: OffersTable;
  suggestions: SuggestionsTable;
  suggestion_lists: SuggestionListsTable;
  introductions: IntroductionsTable;
  workshops: WorkshopsTable;
  workshop_actors: WorkshopActorsTable;
  documents: DocumentsTable;
  document_segments: DocumentSegmentsTable;
  document_clients: DocumentClientsTable;
  document_versions: DocumentVersionsTable;
  outbox: OutboxTable;
  outbox_head: OutboxHeadTable;
  inbox: InboxTable;
  idempotency: IdempotencyTable;
  imports: ImportsTable;
  import_changes: ImportChangesTable;
  jobs: JobsTable;
  comments: CommentsTable;
}
