import type { ActorId, PersonId } from "@milango/core/identity";
import type { Thesaurus } from "@milango/core/needs/thesaurus";
import type { LocalizedText } from "@milango/core/text";
import { sql } from "kysely";
import type { Executor } from "../database/outbox.ts";
import { quoteReasons, type Reasons } from "../matching/quote-suggestions.ts";

/** What waits for one person: about each actor they stand for, and in the territories they animate. */
export interface Gathered {
  readonly actors: readonly {
    readonly id: ActorId;
    readonly name: string;
    readonly suggestions: readonly {
      readonly partner: string;
      readonly territory: string;
      readonly need: LocalizedText;
      readonly offer: LocalizedText;
    }[];
    /** Suggestions to decide, those above included. */
    readonly toDecide: number;
    /** Who asked to meet and waits for an answer. */
    readonly asking: readonly string[];
    /** Needs and offers that end soon. */
    readonly ending: readonly { readonly text: LocalizedText; readonly until: string }[];
  }[];
  /** Corrections and claims to decide. */
  readonly proposals: number;
}

const mostActors = 5;
const mostSuggestions = 3;

export async function gatherFor(
  db: Executor,
  thesaurus: Thesaurus,
  personId: PersonId,
  now: number,
): Promise<Gathered> {
  const actors = await actorsOf(db, personId);
  const gathered: Gathered["actors"][number][] = [];
  for (const actor of actors) {
    const one = await aboutActor(db, thesaurus, actor, now);
    if (one.toDecide + one.asking.length + one.ending.length > 0) gathered.push(one);
    if (gathered.length === mostActors) break;
  }
  return { actors: gathered, proposals: await countProposals(db, personId) };
}

/** Those somebody represents; then those of their territories that nobody represents, the most promising first. */
async function actorsOf(db: Executor, personId: PersonId) {
  const { rows } = await sql<{ id: ActorId; name: string }>`
    select id, name from (
      select a.id, a.name, 0 as turn, 1.0::float8 as best from actors a
      join memberships m on m.scope = 'actor' and m.scope_id = a.id and m.person_id = ${personId}
      where a.deleted_at is null
      union
      select a.id, a.name, 1, max(s.score) from actors a
      join memberships m on m.scope = 'network' and m.person_id = ${personId}
        and (m.territories is null or a.territory = any(m.territories))
      join suggestions s on s.actor_id = a.id and s.state = 'open'
      where a.deleted_at is null
        and not exists (select 1 from memberships r where r.scope = 'actor' and r.scope_id = a.id)
      group by a.id, a.name
    ) as own order by turn, best desc, name limit 50`.execute(db);
  return rows;
}

async function aboutActor(db: Executor, thesaurus: Thesaurus, actor: { id: ActorId; name: string }, now: number) {
  const open = await db
    .selectFrom("suggestions")
    .innerJoin("actors", "actors.id", "suggestions.partner_id")
    .select(["actors.name", "actors.territory", "reasons"])
    .where("actor_id", "=", actor.id)
    .where("suggestions.state", "=", "open")
    .where("actors.deleted_at", "is", null)
    .orderBy("score", "desc")
    .execute();
  const best = open.slice(0, mostSuggestions);
  const quoted = await quoteReasons(
    db,
    thesaurus,
    best.map(({ reasons }) => reasons as Reasons),
  );
  const asking = await db
    .selectFrom("introductions")
    .innerJoin("actors", "actors.id", "asking_id")
    .select("actors.name")
    .where("asked_id", "=", actor.id)
    .where("state", "=", "proposed")
    .orderBy("introductions.id")
    .execute();
  return {
    ...actor,
    suggestions: best.flatMap(({ name, territory }, index) => {
      const reason = quoted[index]?.[0];
      return reason === undefined
        ? []
        : [
            {
              partner: name,
              territory,
              need: reason.needText as LocalizedText,
              offer: reason.offerText as LocalizedText,
            },
          ];
    }),
    toDecide: open.length,
    asking: asking.map(({ name }) => name),
    ending: [...(await endingSoon(db, "needs", actor.id, now)), ...(await endingSoon(db, "offers", actor.id, now))],
  };
}

async function endingSoon(db: Executor, table: "needs" | "offers", actorId: ActorId, now: number) {
  const day = (ahead: number) => new Date(now + ahead * 86_400_000).toISOString().slice(0, 10);
  const rows = await db
    .selectFrom(table)
    .select(["text", "valid_until"])
    .where("actor_id", "=", actorId)
    .where("state", "=", "open")
    .where("valid_until", ">=", day(0))
    .where("valid_until", "<=", day(30))
    .orderBy("valid_until")
    .execute();
  return rows.map(({ text, valid_until }) => ({ text, until: valid_until ?? "" }));
}

async function countProposals(db: Executor, personId: PersonId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from proposals p join actors a on a.id = p.actor_id
    where p.state = 'open' and a.deleted_at is null and exists (
      select 1 from memberships m where m.person_id = ${personId} and (
        (m.scope = 'actor' and m.scope_id = a.id)
        or (m.scope = 'network' and (m.territories is null or a.territory = any(m.territories)))))`.execute(db);
  return rows[0]?.count ?? 0;
}
