import type { ActorId, SuggestionId } from "@milango/core/identity";
import { type SuggestionState, suggestionTransitions } from "@milango/core/matching";
import type { SuggestedList } from "@milango/core/messages";
import type { Insertable, Selectable, Transaction } from "kysely";
import { announce } from "../database/outbox.ts";
import type { SuggestionsTable, Tables } from "../database/tables.ts";
import { transact } from "../database/transact.ts";
import type { Deps } from "../deps.ts";

type SuggestedReasons = SuggestedList["items"][number]["reasons"];
type Tools = Pick<Deps, "db" | "newId" | "clock">;

/**
 * Applies the list of one actor: once for each message, never an older version over a newer one. What people decided
 * stands; what left the list expires. Answers whether anything changed.
 */
export async function applySuggestions(tools: Tools, messageId: string, list: SuggestedList): Promise<boolean> {
  return transact(tools.db, async (trx) => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("inbox")
      .values({ message_id: messageId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return false;
    if (!(await takeVersion(trx, list))) return false;
    const changed = await reconcile(tools, trx, list);
    if (changed) {
      const body = { actorId: list.actorId, version: list.version };
      await announce(trx, tools.newId, [{ subject: "milango.matching.listed.v1", body }]);
    }
    return changed;
  });
}

/** Moves the actor's list to this version; false when the actor is gone or a newer list was applied. */
async function takeVersion(trx: Transaction<Tables>, { actorId, version }: SuggestedList): Promise<boolean> {
  const actor = await trx.selectFrom("actors").select("deleted_at").where("id", "=", actorId).executeTakeFirst();
  if (actor === undefined || actor.deleted_at !== null) return false;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("suggestion_lists")
    .values({ actor_id: actorId, version })
    .onConflict((conflict) =>
      conflict.column("actor_id").doUpdateSet({ version }).where("suggestion_lists.version", "<=", version),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows !== 0n;
}

type SuggestionRow = Insertable<SuggestionsTable>;

/** Writes the rows that are other than before, all in one statement: an import brings lists by the thousand. */
async function reconcile(tools: Tools, trx: Transaction<Tables>, list: SuggestedList): Promise<boolean> {
  const { actorId, version } = list;
  const now = new Date(tools.clock.now());
  const rows = await trx.selectFrom("suggestions").selectAll().where("actor_id", "=", actorId).execute();
  const before = new Map(rows.map((row) => [row.partner_id, row]));
  const present = await partnersPresent(trx, list);
  const written: SuggestionRow[] = [];

  for (const item of list.items.filter(({ partnerId }) => present.has(partnerId))) {
    const held = before.get(item.partnerId);
    const state = held === undefined ? "open" : afterListing(held, item.reasons);
    const same =
      held !== undefined &&
      state === held.state &&
      held.score === item.score &&
      held.propensity === item.propensity &&
      JSON.stringify(held.reasons) === JSON.stringify(item.reasons);
    if (same) continue;
    written.push({
      id: held?.id ?? (tools.newId() as SuggestionId),
      actor_id: actorId,
      partner_id: item.partnerId,
      state,
      score: item.score,
      mutual: item.mutual,
      reasons: JSON.stringify(item.reasons),
      shared_languages: item.sharedLanguages,
      propensity: item.propensity,
      version,
      updated_at: now,
    });
  }

  const listed = new Set(list.items.map(({ partnerId }) => partnerId));
  for (const row of rows.filter(({ partner_id }) => !listed.has(partner_id))) {
    const state: SuggestionState = suggestionTransitions[row.state].dropped ?? row.state;
    if (state === row.state) continue;
    const { decided_at, decided_by, decision_reason, created_at, ...kept } = row;
    written.push({ ...kept, reasons: JSON.stringify(row.reasons), state, version, updated_at: now });
  }
  if (written.length > 0) await upsert(trx, written);
  return written.length > 0;
}

async function upsert(trx: Transaction<Tables>, rows: readonly SuggestionRow[]): Promise<void> {
  await trx
    .insertInto("suggestions")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["actor_id", "partner_id"]).doUpdateSet(({ ref }) => ({
        state: ref("excluded.state"),
        score: ref("excluded.score"),
        mutual: ref("excluded.mutual"),
        reasons: ref("excluded.reasons"),
        shared_languages: ref("excluded.shared_languages"),
        propensity: ref("excluded.propensity"),
        version: ref("excluded.version"),
        updated_at: ref("excluded.updated_at"),
      })),
    )
    .execute();
}

/** The state of a suggestion that is listed again: on the same needs and offers, or on others. */
function afterListing(held: Selectable<SuggestionsTable>, reasons: SuggestedReasons): SuggestionState {
  const event = restOnTheSame(held.reasons as SuggestedReasons, reasons) ? "suggested" : "changed";
  return suggestionTransitions[held.state][event] ?? held.state;
}

/** Whether the same needs meet the same offers: scores move with every change of the network, and are no news. */
function restOnTheSame(before: SuggestedReasons, now: SuggestedReasons): boolean {
  const pairs = (reasons: SuggestedReasons) =>
    JSON.stringify(reasons.map(({ needId, offerId }) => [needId, offerId]).sort());
  return pairs(before) === pairs(now);
}

/** A partner may have left the network while the list was on its way. */
async function partnersPresent(trx: Transaction<Tables>, list: SuggestedList): Promise<Set<ActorId>> {
  const ids = list.items.map(({ partnerId }) => partnerId);
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom("actors")
    .select("id")
    .where("id", "in", ids)
    .where("deleted_at", "is", null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
