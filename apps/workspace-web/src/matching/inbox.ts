import type { ActorId } from "@milango/core/identity";
import type { Introduction } from "@milango/core/introductions";
import type { Suggestion } from "@milango/core/matching";

export const tabs = ["open", "waiting", "introduced", "declined"] as const;
export type Tab = (typeof tabs)[number];

/** A line of the inbox: a suggestion, or an introduction that is under way. */
export type InboxItem =
  | { readonly kind: "suggestion"; readonly id: string; readonly suggestion: Suggestion }
  | {
      readonly kind: "introduction";
      readonly id: string;
      readonly introduction: Introduction;
      readonly partner: Introduction["sides"][number]["actor"];
    };

export interface Inbox {
  readonly items: { readonly [T in Tab]: readonly InboxItem[] };
  readonly counts: { readonly [T in Tab]: number };
}

/** What the four headings are made from. */
export interface InboxParts {
  readonly open: readonly Suggestion[];
  readonly later: readonly Suggestion[];
  readonly declined: readonly Suggestion[];
  readonly met: readonly Introduction[];
  readonly counts: { readonly open: number; readonly later: number; readonly declined: number };
}

/** Puts what was read under the four headings. Somebody who asked for us waits for a decision too. */
export function sortInbox(actorId: ActorId, read: InboxParts): Inbox {
  const suggested = new Set(read.open.map(({ partner }) => partner.id));
  const suggestion = (one: Suggestion): InboxItem => ({ kind: "suggestion", id: one.id, suggestion: one });
  const introduction = (one: Introduction): InboxItem => ({
    kind: "introduction",
    id: one.id,
    introduction: one,
    partner: one.sides[0].actor.id === actorId ? one.sides[1].actor : one.sides[0].actor,
  });
  const proposed = read.met.filter(({ state }) => state === "proposed");
  const asked = proposed.filter(({ sides }) =>
    sides.some(({ actor, acceptedAt }) => actor.id === actorId && acceptedAt === null),
  );
  const incoming = asked.filter(({ sides }) => !sides.some(({ actor }) => suggested.has(actor.id)));
  const sent = proposed.filter((one) => !asked.includes(one));
  const introduced = read.met.filter(({ state }) => state === "connected" || state === "concluded");
  return {
    items: {
      open: [...incoming.map(introduction), ...read.open.map(suggestion)],
      waiting: [...sent.map(introduction), ...read.later.map(suggestion)],
      introduced: introduced.map(introduction),
      declined: read.declined.map(suggestion),
    },
    counts: {
      open: read.counts.open + incoming.length,
      waiting: read.counts.later + sent.length,
      introduced: introduced.length,
      declined: read.counts.declined,
    },
  };
}
