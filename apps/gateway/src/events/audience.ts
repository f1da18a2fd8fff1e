import type { ActorId, Caller } from "@milango/core/identity";
import { may } from "@milango/core/identity";
import type { RecordMessage, RecordSubject } from "@milango/core/messages";
import type { Executor } from "../database/outbox.ts";
import type { Change } from "./feed.ts";

export interface Shown {
  readonly name: string;
  readonly data: unknown;
}

/**
 * What of a change a caller may see, and under which name; nothing when it is not theirs. Events carry ids, not records:
 * who hears one reads the rest through the door that checks them.
 */
export async function shownTo(db: Executor, caller: Caller, change: Change): Promise<Shown | undefined> {
  const message = { subject: change.subject as RecordSubject, body: change.body } as RecordMessage;
  const at = change.at.toISOString();
  switch (message.subject) {
    case "milango.actors.changed.v1":
      return { name: "actors.changed", data: { actorId: message.body.actorId, at } };
    case "milango.needs.published.v1":
    case "milango.needs.changed.v1":
    case "milango.offers.published.v1":
    case "milango.offers.changed.v1":
      return {
        name: nameOf(message.subject),
        data: { actorId: message.body.actorId, id: message.body.statement.id, at },
      };
    case "milango.needs.withdrawn.v1":
    case "milango.offers.withdrawn.v1":
      return { name: nameOf(message.subject), data: { actorId: message.body.actorId, id: message.body.id, at } };
    case "milango.matching.listed.v1": {
      const { actorId, version } = message.body;
      if (!(await readsSuggestionsOf(db, caller, [actorId]))) return undefined;
      return { name: "matching.suggested", data: { actorId, version, at } };
    }
    case "milango.matching.decided.v1": {
      const { actorId, decision } = message.body;
      if (!(await readsSuggestionsOf(db, caller, [actorId]))) return undefined;
      return {
        name: "matching.decided",
        data: { actorId, partnerId: decision.partnerId, decision: decision.decision, at },
      };
    }
    case "milango.introductions.changed.v1": {
      const { introductionId, state, actorIds } = message.body;
      if (!(await readsSuggestionsOf(db, caller, actorIds))) return undefined;
      return { name: "introductions.changed", data: { introductionId, state, actorIds, at } };
    }
    case "milango.comments.changed.v1":
    case "milango.workshops.changed.v1": {
      const { workshopId, actorIds } = message.body;
      const holdsRole =
        caller.kind === "person" &&
        caller.roles.some((role) => role.in === "workshop" && role.workshopId === workshopId);
      if (!holdsRole && !(await readsSuggestionsOf(db, caller, actorIds))) return undefined;
      return { name: nameOf(message.subject), data: { workshopId, at } };
    }
    case "milango.identity.erased.v1":
      return { name: "identity.erased", data: { actorIds: message.body.actorIds, at } };
  }
}

function nameOf(subject: string): string {
  return subject.replace(/^milango\./, "").replace(/\.v\d+$/, "");
}

/** Whether the caller acts for one of these actors. */
async function readsSuggestionsOf(db: Executor, caller: Caller, actorIds: readonly ActorId[]): Promise<boolean> {
  if (actorIds.length === 0) return false;
  const actors = await db.selectFrom("actors").select(["id", "territory"]).where("id", "in", actorIds).execute();
  return actors.some((actor) => may(caller, { act: "suggestions.read", actor }));
}
