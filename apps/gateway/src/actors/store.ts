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

/** What the directory can be narrowed by; several values of one filter widen it. */
export interface ActorFilters {
  readonly territory?: readonly string[];
  readonly sector?: readonly string[];
  readonly kind?: readonly string[];
  readonly legalForm?: string;
  readonly language?: string;
  readonly need?: string;
  readonly offer?: string;
  readonly q?: string;
  readonly bbox?: string;
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

export async function listActors(
  db: Executor,
  filters: ActorFilters,
  page: { limit: number; cursor?: string },
): Promise<ActorRow[]> {
  let query = db
    .selectFrom("actors")
    .selectAll()
    .where((where) => where.and(conditions(where, filters)));
  if (page.cursor !== undefined) {
    const [name, id] = readCursor(page.cursor, ["text", "id"]);
    query = query.where(sql<boolean>`(lower(name), id) > (${name}, ${id}::uuid)`);
  }
  return query
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .limit(page.limit + 1)
    .execute();
}

/** Counts by value; each facet leaves its own filter out, so that a person sees what another choice would bring. */
export async function countFacets(db: Executor, filters: ActorFilters): Promise<ActorFacets> {
  const count = async (column: "territory" | "kind", leaveOut: keyof ActorFilters) => {
    const rows = await db
      .selectFrom("actors")
      .select([column, (select) => select.fn.countAll<number>().as("count")])
      .where((where) => where.and(conditions(where, { ...filters, [leaveOut]: undefined })))
      .groupBy(column)
      .execute();
    return Object.fromEntries(rows.map((row) => [row[column], row.count]));
  };
  const bySector = async () => {
    const rows = await db
      .selectFrom("actors")
      .select([sql<string>`unnest(sectors)`.as("sector"), (select) => select.fn.countAll<number>().as("count")])
      .where((where) => where.and(conditions(where, { ...filters, sector: undefined })))
      .groupBy("sector")
      .execute();
    return Object.fromEntries(rows.map((row) => [row.sector, row.count]));
  };
  const total = await db
    .selectFrom("actors")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where((where) => where.and(conditions(where, filters)))
    .executeTakeFirstOrThrow();
  return {
    total: total.count,
    territory: await count("territory", "territory"),
    kind: await count("kind", "kind"),
    sector: await bySector(),
  };
}

function conditions(where: Where, filters: ActorFilters) {
  const { territory, sector, kind, legalForm, language, need, offer, q, bbox } = filters;
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
    ...(legalForm === undefined ? [] : [where("legal_form", "=", legalForm)]),
    ...(language === undefined ? [] : [sql<boolean>`${language} = any(languages)`]),
    ...(need === undefined ? [] : [says("needs", need)]),
    ...(offer === undefined ? [] : [says("offers", offer)]),
    ...(q === undefined
      ? []
      : fold(q)
          .split(/\s+/)
          .filter(Boolean)
          .map((word) => where("search_text", "like", likePattern(word)))),
    ...(bbox === undefined ? [] : insideBox(where, bbox)),
  ];
}

function likePattern(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;
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
