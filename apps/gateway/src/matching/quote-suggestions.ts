import type { IntroductionId } from "@milango/core/identity";
import { type QuotedReason, ReasonSchema, type Suggestion } from "@milango/core/matching";
import { conceptOf, type Thesaurus } from "@milango/core/needs/thesaurus";
import type { LocalizedText } from "@milango/core/text";
import type { Selectable } from "kysely";
import { type Static, Type } from "typebox";
import { readActors } from "../actors/actor-row.ts";
import type { Executor } from "../database/outbox.ts";
import type { SuggestionsTable } from "../database/tables.ts";

const ReasonsSchema = Type.Array(ReasonSchema);
export type Reasons = Static<typeof ReasonsSchema>;

/**
 * Puts the words of the need, the offer and the concepts beside each reason, in every language there is. `given` are
 * texts that are not in the record: a draft's.
 */
export async function quoteReasons(
  db: Executor,
  thesaurus: Thesaurus,
  all: readonly Reasons[],
  given: ReadonlyMap<string, LocalizedText> = new Map(),
): Promise<QuotedReason[][]> {
  const reasons = all.flat();
  const texts = new Map<string, LocalizedText>(given);
  const read = async (table: "needs" | "offers", asked: readonly string[]) => {
    const ids = asked.filter((id) => !given.has(id));
    if (ids.length === 0) return;
    const rows = await db
      .selectFrom(table)
      .select(["id", "text"])
      .where("id", "in", ids as never[])
      .execute();
    for (const { id, text } of rows) texts.set(id, text);
  };
  await read(
    "needs",
    reasons.map(({ needId }) => needId),
  );
  await read(
    "offers",
    reasons.filter(({ weak }) => !weak).map(({ offerId }) => offerId),
  );
  const described = reasons.filter(({ weak }) => weak).map(({ offerId }) => offerId);
  if (described.length > 0) {
    const rows = await db
      .selectFrom("actors")
      .select(["id", "name", "description"])
      .where("id", "in", described as never[])
      .execute();
    for (const { id, name, description } of rows) texts.set(id, description ?? { en: name });
  }
  const labelOf = (concept: string) => {
    const labels = conceptOf(thesaurus, concept)?.labels ?? {};
    return Object.fromEntries(
      Object.entries(labels).flatMap(([language, [first]]) => (first === undefined ? [] : [[language, first]])),
    );
  };
  return all.map((list) =>
    list.map((reason) => ({
      ...reason,
      needText: { ...texts.get(reason.needId) } as Record<string, string>,
      offerText: { ...texts.get(reason.offerId) } as Record<string, string>,
      conceptLabels: Object.fromEntries(reason.concepts.map(({ id }) => [id, labelOf(id)])),
    })),
  );
}

/** Suggestions as the actor they are for reads them; one whose partner left the network is not shown. */
export async function quoteSuggestions(
  db: Executor,
  thesaurus: Thesaurus,
  rows: readonly Selectable<SuggestionsTable>[],
): Promise<Suggestion[]> {
  const partners = await readActors(
    db,
    rows.map(({ partner_id }) => partner_id),
  );
  const quoted = await quoteReasons(
    db,
    thesaurus,
    rows.map(({ reasons }) => reasons as Reasons),
  );
  const meetings = await introductionsAmong(db, rows);
  return rows.flatMap((row, index) => {
    const partner = partners.get(row.partner_id);
    if (partner === undefined) return [];
    return [
      {
        id: row.id,
        actorId: row.actor_id,
        partner,
        score: row.score,
        mutual: row.mutual,
        reasons: quoted[index] ?? [],
        sharedLanguages: row.shared_languages,
        state: row.state,
        introductionId: meetings.get(pairOf(row.actor_id, row.partner_id)) ?? null,
        computedFrom: row.version,
        updatedAt: row.updated_at.toISOString(),
      },
    ];
  });
}

function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

async function introductionsAmong(
  db: Executor,
  rows: readonly Selectable<SuggestionsTable>[],
): Promise<Map<string, IntroductionId>> {
  const ids = [...new Set(rows.map(({ actor_id }) => actor_id))];
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom("introductions")
    .select(["id", "asking_id", "asked_id"])
    .where((where) => where.or([where("asking_id", "in", ids), where("asked_id", "in", ids)]))
    .orderBy("id")
    .execute();
  return new Map(found.map(({ id, asking_id, asked_id }) => [pairOf(asking_id, asked_id), id]));
}
