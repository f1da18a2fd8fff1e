import type { ActorId } from "@milango/core/identity";
import type { MatchActor, MatchStatement, PastDecision } from "@milango/core/matching";
import { isLanguage } from "@milango/core/text";
import { sql } from "kysely";
import type { ActorRow } from "../actors/actor-row.ts";
import type { Executor } from "../database/outbox.ts";
import type { StatementRow } from "../needs/statement-row.ts";

/** What the matchmaker may know of these actors; those that left the network are not among them. */
export async function readMatchActors(db: Executor, ids: readonly ActorId[]): Promise<MatchActor[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("actors")
    .selectAll()
    .where("id", "in", ids)
    .where("deleted_at", "is", null)
    .orderBy("id")
    .execute();
  const statements = (table: "needs" | "offers") =>
    db.selectFrom(table).selectAll().where("actor_id", "in", ids).where("state", "=", "open").orderBy("id").execute();
  const [needs, offers, answered, introduced] = await Promise.all([
    statements("needs"),
    statements("offers"),
    db
      .selectFrom("suggestions")
      .select(["actor_id", "partner_id", "state", "decision_reason", "decided_at"])
      .where("actor_id", "in", ids)
      .where("decided_at", "is not", null)
      .execute(),
    db
      .selectFrom("introductions")
      .select(["asking_id", "asked_id", "state"])
      .where((where) => where.or([where("asking_id", "in", ids), where("asked_id", "in", ids)]))
      .where("state", "in", ["proposed", "connected", "declined", "concluded"])
      .execute(),
  ]);

  return rows.map((row) => {
    const own = <Row extends { actor_id: ActorId }>(list: readonly Row[]) =>
      list.filter(({ actor_id }) => actor_id === row.id);
    const meetings = introduced.filter(({ asking_id, asked_id }) => asking_id === row.id || asked_id === row.id);
    const needed = own(needs).map(toMatchStatement);
    const offered = own(offers).map(toMatchStatement);
    return {
      id: row.id,
      territory: row.territory,
      kind: row.kind,
      languages: row.languages.filter(isLanguage),
      sectors: row.sectors,
      capacity: row.capacity,
      openIntroductions: meetings.filter(({ state }) => state === "proposed" || state === "connected").length,
      blocked: [...new Set(meetings.map(({ asking_id, asked_id }) => (asking_id === row.id ? asked_id : asking_id)))],
      consentsToMatch: row.consents_to_match,
      needs: needed,
      offers: needed.length + offered.length === 0 ? weakOffer(row) : offered,
      decisions: own(answered).flatMap(toPastDecision),
    };
  });
}

function toMatchStatement(row: StatementRow): MatchStatement {
  return {
    id: row.id,
    text: row.text,
    concepts: row.concepts,
    sector: row.sector,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  };
}

/** Who has said neither what they need nor what they offer is read by their description, as a weak offer. */
function weakOffer(row: ActorRow): MatchStatement[] {
  const text = row.description ?? { en: row.name };
  return [
    { id: row.id, text, concepts: [], sector: row.sectors[0] ?? null, validFrom: null, validUntil: null, weak: true },
  ];
}

function toPastDecision(row: {
  partner_id: ActorId;
  state: string;
  decision_reason: string | null;
  decided_at: Date | null;
}): PastDecision[] {
  const decision = ({ accepted: "accept", later: "later", declined: "decline" } as const)[row.state as "accepted"];
  if (decision === undefined || row.decided_at === null) return [];
  return [{ partnerId: row.partner_id, decision, reason: row.decision_reason, at: row.decided_at.toISOString() }];
}

/** How many introductions an actor has under way: what counts against its capacity. */
export async function countOpenIntroductions(db: Executor, actorId: ActorId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from introductions
    where (asking_id = ${actorId} or asked_id = ${actorId}) and state in ('proposed', 'connected')`.execute(db);
  return rows[0]?.count ?? 0;
}
