import type { ActorDraft, ActorFacets, ActorPatch, Provenance } from "@milango/core/actors";
import { isTerritoryCode, legalFormOf, territoryOf } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import type { ActorId } from "@milango/core/identity";
import { fold } from "@milango/core/needs/understanding";
import type { LocalizedText } from "@milango/core/text";
import { type ExpressionBuilder, type Insertable, sql, type Transaction, type Updateable } from "kysely";
import type { Executor } from "../database/outbox.ts";
import type { ActorsTable, Tables } from "../database/tables.ts";
import { readCursor } from "../http/cursor.ts";
import { absent } from "../identity/request-caller.ts";
import type { ActorRow } from "./actor-row.ts";
import { finds, likePattern, rankOf, type Search } from "./search.ts";

/** What the directory can be narrowed by; several values of one filter widen it. */
export interface ActorFilters {
  readonly territory?: readonly string[] | undefined;
  readonly sector?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly legalForm?: readonly string[] | undefined;
  readonly language?: readonly string[] | undefined;
  readonly need?: string | undefined;
  readonly offer?: string | undefined;
  readonly search?: Search | undefined;
  readonly bbox?: string | undefined;
}

type Where = ExpressionBuilder<Tables, "actors">;

export async function readActor(db: Executor, id: string): Promise<ActorRow> {
  const row = await db
    .selectFrom("actors")
    .selectAll()
    .where("id", "=", id as ActorId)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) throw absent();
  return row;
}

/** Locks an actor for a change; throws NOT_FOUND when it is not there. */
export async function lockActor(trx: Transaction<Tables>, id: string): Promise<ActorRow> {
  const row = await trx
    .selectFrom("actors")
    .selectAll()
    .where("id", "=", id as ActorId)
    .where("deleted_at", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) throw absent();
  return row;
}

/**
 * Locks two actors, always in the same order: whatever changes what stands between them (suggestions, introductions)
 * starts here, so that two answers given at once follow one another instead of waiting for each other.
 */
export async function lockPair(trx: Transaction<Tables>, one: ActorId, other: ActorId): Promise<void> {
  const pair = trx.selectFrom("actors").select("id").where("id", "in", [one, other]);
  await pair.orderBy("id").forNoKeyUpdate().execute();
}

/** A page of actors: by name, what a search finds by its very words first. */
export async function listActors(
  db: Executor,
  filters: ActorFilters,
  page: { limit: number; cursor?: string },
): Promise<(ActorRow & { rank: number })[]> {
  const rank = filters.search === undefined ? sql<number>`0` : rankOf(filters.search);
  let query = db
    .selectFrom("actors")
    .selectAll()
    .select(rank.as("rank"))
    .where((where) => where.and(conditions(where, filters)));
  if (page.cursor !== undefined) {
    const [after, name, id] = readCursor(page.cursor, ["number", "text", "id"]);
    query = query.where(
      filters.search === undefined
        ? sql<boolean>`(lower(name), id) > (${name}, ${id}::uuid)`
        : sql<boolean>`(${rank}, lower(name), id) > (${after}, ${name}, ${id}::uuid)`,
    );
  }
  if (filters.search !== undefined) query = query.orderBy(sql`rank`);
  return query
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .limit(page.limit + 1)
    .execute();
}

/** The filters that are counted by value. */
const facets = ["territory", "kind", "sector", "language", "legalForm"] as const;

/** Counts by value; each facet leaves its own filter out, so that a person sees what another choice would bring. */
export async function countFacets(db: Executor, filters: ActorFilters): Promise<ActorFacets> {
  const others: ActorFilters = { ...filters, ...Object.fromEntries(facets.map((name) => [name, undefined])) };
  const chosen = {
    territory:
      filters.territory === undefined ? sql`true` : sql`territory = any(${sql.val([...filters.territory])}::text[])`,
    kind: filters.kind === undefined ? sql`true` : sql`kind = any(${sql.val([...filters.kind])}::text[])`,
    sector: filters.sector === undefined ? sql`true` : sql`sectors && ${sql.val([...filters.sector])}::text[]`,
    language: filters.language === undefined ? sql`true` : sql`languages && ${sql.val([...filters.language])}::text[]`,
    legalForm:
      filters.legalForm === undefined
        ? sql`true`
        : sql`coalesce(legal_form = any(${sql.val([...filters.legalForm])}::text[]), false)`,
  };
  const values = {
    territory: sql`territory`,
    kind: sql`kind`,
    sector: sql`unnest(sectors)`,
    language: sql`unnest(languages)`,
    legalForm: sql`legal_form`,
  };
  // Grouped first: tens of thousands of actors are some hundred kinds of them.
  const groups = db
    .selectFrom("actors")
    .select(["territory", "kind", "sectors", "languages", "legal_form"])
    .select((select) => select.fn.countAll<number>().as("size"))
    .where((where) => where.and(conditions(where, others)))
    .groupBy(["territory", "kind", "sectors", "languages", "legal_form"]);
  const fits = (names: readonly (typeof facets)[number][]) =>
    sql.join(
      names.map((name) => sql`(${chosen[name]})`),
      sql` and `,
    );
  const counts = facets.map(
    (name) => sql`
      select ${sql.lit(name)} as facet, value, sum(size)::int as count
      from (select ${values[name]} as value, size from groups where ${fits(facets.filter((other) => other !== name))}) as said
      group by value`,
  );
  const { rows } = await sql<{ facet: (typeof facets)[number] | "total"; value: string | null; count: number }>`
    with groups as materialized (${groups})
    select 'total' as facet, null as value, coalesce(sum(size), 0)::int as count from groups where ${fits(facets)}
    union all ${sql.join(counts, sql` union all `)}`.execute(db);
  const answer: ActorFacets = { total: 0, territory: {}, kind: {}, sector: {}, language: {}, legalForm: {} };
  for (const { facet, value, count } of rows) {
    if (facet === "total") answer.total = count;
    else if (value !== null) answer[facet][value] = count;
  }
  return answer;
}

function conditions(where: Where, filters: ActorFilters) {
  const { territory, sector, kind, legalForm, language, need, offer, search, bbox } = filters;
  const says = (table: "needs" | "offers", words: string) =>
    where.exists(
      where
        .selectFrom(table)
        .select(sql`1`.as("one"))
        .whereRef(`${table}.actor_id`, "=", "actors.id")
        .where(`${table}.state`, "=", "open")
        .where(sql<boolean>`lower(${sql.ref(`${table}.text`)}::text) like ${likePattern(words.toLowerCase())}`),
    );
  return [
    where("deleted_at", "is", null),
    ...(territory === undefined ? [] : [where("territory", "in", [...territory])]),
    ...(kind === undefined ? [] : [where(sql<string>`kind`, "in", [...kind])]),
    ...(sector === undefined ? [] : [sql<boolean>`sectors && ${sql.val([...sector])}::text[]`]),
    ...(legalForm === undefined ? [] : [where("legal_form", "in", [...legalForm])]),
    ...(language === undefined ? [] : [sql<boolean>`languages && ${sql.val([...language])}::text[]`]),
    ...(need === undefined ? [] : [says("needs", need)]),
    ...(offer === undefined ? [] : [says("offers", offer)]),
    ...(search === undefined ? [] : [finds(where, search)]),
    ...(bbox === undefined ? [] : insideBox(where, bbox)),
  ];
}

function insideBox(where: Where, bbox: string) {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = bbox.split(",").map(Number);
  if ([west, south, east, north].some((degrees) => !Number.isFinite(degrees))) {
    throw new MilangoError("INVALID_REQUEST", "bbox is west,south,east,north in degrees.");
  }
  return [
    where("longitude", ">=", west),
    where("longitude", "<=", east),
    where("latitude", ">=", south),
    where("latitude", "<=", north),
  ];
}

/** Fields that come from one source at one time. */
export function provenanceOf(fields: readonly string[], source: string, at: Date): Provenance {
  return Object.fromEntries(fields.map((field) => [field, { source, at: at.toISOString() }]));
}

type NewActor = Insertable<ActorsTable>;

/** The row of a new actor; what a draft leaves out follows from its territory and legal form. */
export function toNewActor(draft: ActorDraft, id: ActorId, source: string, now: Date): NewActor {
  const form = draft.legalForm == null ? undefined : legalFormOf(draft.legalForm);
  const { point } = draft;
  return {
    id,
    name: draft.name.trim(),
    territory: draft.territory,
    kind: draft.kind ?? form?.kind ?? "associative",
    legal_form: draft.legalForm ?? null,
    description: JSON.stringify(draft.description ?? null),
    sectors: draft.sectors ?? [],
    languages: draft.languages ?? [...(territoryOf(draft.territory)?.languages ?? ["en"])],
    locality: draft.locality ?? null,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    website: draft.website ?? null,
    links: JSON.stringify(draft.links ?? []),
    sdgs: draft.sdgs ?? [],
    capacity: draft.capacity ?? 3,
    provenance: JSON.stringify(provenanceOf(Object.keys(draft), source, now)),
    source,
    source_key: null,
    source_hash: null,
    updated_at: now,
    deleted_at: null,
  };
}

export function patchColumns(patch: ActorPatch): Updateable<ActorsTable> {
  const { legalForm, description, point, links, ...same } = patch;
  return {
    ...same,
    ...(legalForm === undefined ? {} : { legal_form: legalForm }),
    ...(description === undefined ? {} : { description: JSON.stringify(description) }),
    ...(links === undefined ? {} : { links: JSON.stringify(links) }),
    ...(point === undefined ? {} : { latitude: point?.latitude ?? null, longitude: point?.longitude ?? null }),
  };
}

/** A territory of the network whose law knows the legal form; or throws OUTSIDE_NETWORK or LEGAL_FORM_UNKNOWN. */
export function checkSheet(sheet: { territory: string; legalForm?: string | null | undefined }): void {
  if (!isTerritoryCode(sheet.territory)) {
    throw new MilangoError("OUTSIDE_NETWORK", `${sheet.territory} is not one of the ten territories of the network.`);
  }
  if (sheet.legalForm == null) return;
  const form = legalFormOf(sheet.legalForm);
  if (form === undefined || !form.territories.some((code) => code === sheet.territory)) {
    throw new MilangoError(
      "LEGAL_FORM_UNKNOWN",
      `The legal form ${sheet.legalForm} does not exist in ${sheet.territory}.`,
    );
  }
}

/** The folded words an actor is found by. */
export function searchTextOf(
  actor: { name: string; locality?: string | null; sectors?: readonly string[]; description?: LocalizedText | null },
  said: readonly LocalizedText[],
): string {
  const texts = [...said, actor.description ?? {}].flatMap((text) => Object.values(text));
  return fold([actor.name, actor.locality ?? "", ...(actor.sectors ?? []), ...texts].join(" "));
}

/** Writes anew what an actor is found by: its name and place, what it says of itself, what it needs and offers. */
export async function refreshSearchText(trx: Transaction<Tables>, id: ActorId): Promise<void> {
  const actor = await trx
    .selectFrom("actors")
    .select(["name", "locality", "description", "sectors"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const texts = async (table: "needs" | "offers") =>
    (await trx.selectFrom(table).select("text").where("actor_id", "=", id).where("state", "=", "open").execute()).map(
      ({ text }) => text,
    );
  const said = [...(await texts("needs")), ...(await texts("offers"))];
  await trx
    .updateTable("actors")
    .set({ search_text: searchTextOf(actor, said) })
    .where("id", "=", id)
    .execute();
}
