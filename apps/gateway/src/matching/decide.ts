import { MilangoError } from "@milango/core/errors";
import type { SuggestionId } from "@milango/core/identity";
import { type DecisionDraft, suggestionTransitions } from "@milango/core/matching";
import type { Selectable } from "kysely";
import { lockPair } from "../actors/store.ts";
import type { SuggestionsTable } from "../database/tables.ts";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { absent } from "../identity/request-caller.ts";
import { acceptPartner, declinePartner } from "../introductions/answer.ts";

/**
 * Writes down what an actor answers to a suggestion. To accept it is to accept the introduction it opens: the first yes
 * proposes it, the second connects. A decline is final, and its reason stays private.
 */
export async function decide(
  deps: Pick<Deps, "newId" | "clock">,
  unit: Unit,
  id: SuggestionId,
  draft: DecisionDraft,
  decidedBy: string,
): Promise<Selectable<SuggestionsTable>> {
  const suggestion = unit.trx.selectFrom("suggestions").selectAll().where("id", "=", id);
  const found = await suggestion.executeTakeFirst();
  if (found === undefined) throw absent();
  await lockPair(unit.trx, found.actor_id, found.partner_id);
  const before = await suggestion.forUpdate().executeTakeFirst();
  if (before === undefined) throw absent();
  const state = suggestionTransitions[before.state][draft.decision];
  if (state === null) {
    throw new MilangoError(
      "STATE_CONFLICT",
      `This suggestion is ${before.state}; it cannot be answered with "${draft.decision}".`,
    );
  }
  const now = new Date(deps.clock.now());
  const reason = draft.reason ?? null;
  const after = await unit.trx
    .updateTable("suggestions")
    .set({ state, decided_by: decidedBy, decided_at: now, decision_reason: reason, updated_at: now })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  unit.tell({
    subject: "milango.matching.decided.v1",
    body: {
      actorId: before.actor_id,
      decision: { partnerId: before.partner_id, decision: draft.decision, reason, at: now.toISOString() },
    },
  });
  if (draft.decision === "accept") await acceptPartner(deps, unit, before.actor_id, before.partner_id);
  if (draft.decision === "decline") await declinePartner(deps, unit, before.actor_id, before.partner_id);
  return after;
}
