import type { ActorId } from "@milango/core/identity";
import { introductionStates, isOpenIntroduction } from "@milango/core/introductions";
import type { MatchActor, MatchStatement } from "@milango/core/matching";
import type { RecordMessage } from "@milango/core/messages";

/** All actors the matchmaker knows, as the record has them. */
export type Directory = Map<ActorId, MatchActor>;

/**
 * Takes one change into the directory and says which actors it touched (gone ones too). Doing it twice is the same as
 * doing it once, so that a snapshot may already hold changes that come again.
 */
export function applyChange(directory: Directory, change: RecordMessage): ActorId[] {
  switch (change.subject) {
    case "milango.actors.changed.v1": {
      const { actorId, actor } = change.body;
      if (actor === null) directory.delete(actorId);
      else directory.set(actorId, actor);
      return [actorId];
    }
    case "milango.needs.published.v1":
    case "milango.needs.changed.v1":
      return revise(directory, change.body.actorId, (actor) => ({
        needs: withStatement(actor.needs, change.body.statement),
      }));
    case "milango.offers.published.v1":
    case "milango.offers.changed.v1":
      return revise(directory, change.body.actorId, (actor) => ({
        offers: withStatement(actor.offers, change.body.statement),
      }));
    case "milango.needs.withdrawn.v1":
      return revise(directory, change.body.actorId, (actor) => ({
        needs: actor.needs.filter(({ id }) => id !== change.body.id),
      }));
    case "milango.offers.withdrawn.v1":
      return revise(directory, change.body.actorId, (actor) => ({
        offers: actor.offers.filter(({ id }) => id !== change.body.id),
      }));
    case "milango.matching.decided.v1": {
      const { decision } = change.body;
      return revise(directory, change.body.actorId, (actor) => ({
        decisions: [...actor.decisions.filter(({ partnerId }) => partnerId !== decision.partnerId), decision],
      }));
    }
    case "milango.introductions.changed.v1":
      return applyIntroduction(directory, change.body);
    case "milango.identity.erased.v1":
      for (const id of change.body.actorIds) directory.delete(id);
      return change.body.actorIds;
    case "milango.matching.listed.v1":
    case "milango.workshops.changed.v1":
    case "milango.comments.changed.v1":
      return [];
  }
}

function revise(directory: Directory, id: ActorId, change: (actor: MatchActor) => Partial<MatchActor>): ActorId[] {
  const actor = directory.get(id);
  if (actor === undefined) return [];
  directory.set(id, { ...actor, ...change(actor) });
  return [id];
}

function withStatement(statements: readonly MatchStatement[], statement: MatchStatement): MatchStatement[] {
  return [...statements.filter(({ id }) => id !== statement.id), statement];
}

/** An introduction under way, or refused, keeps its two sides from being suggested to each other again. */
function applyIntroduction(
  directory: Directory,
  body: Extract<RecordMessage, { subject: "milango.introductions.changed.v1" }>["body"],
): ActorId[] {
  const state = introductionStates.find((known) => known === body.state);
  const keepsApart =
    state !== undefined && (isOpenIntroduction(state) || state === "declined" || state === "concluded");
  const [a, b] = body.actorIds;
  const side = (id: ActorId, other: ActorId, openIntroductions: number) =>
    revise(directory, id, (actor) => {
      const others = actor.blocked.filter((blocked) => blocked !== other);
      return { openIntroductions, blocked: keepsApart ? [...others, other] : others };
    });
  return [...side(a, b, body.openIntroductions[0]), ...side(b, a, body.openIntroductions[1])];
}

/** The actor as it is matched: a description read as an offer only stands in for needs and offers. */
export function withoutNeedlessWeak(actor: MatchActor): MatchActor {
  if (actor.needs.length === 0 && actor.offers.every(({ weak }) => weak === true)) return actor;
  return { ...actor, offers: actor.offers.filter(({ weak }) => weak !== true) };
}
