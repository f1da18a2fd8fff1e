import { createHash } from "node:crypto";
import type { News } from "@milango/bus";
import type { ActorId } from "@milango/core/identity";
import type { Suggested } from "@milango/core/matching";
import { caughtUpSubject, type SuggestedList, suggestedSubject } from "@milango/core/messages";
import type { Clock } from "./clock.ts";

const atOnce = 32;

/** Publishes shown lists, each only when it differs from what was last published. */
export interface ListPublisher {
  /** Resolves with how many were published; rejects when one could not be stored, having remembered those that were. */
  publish(ids: readonly ActorId[], version: number, shown: (id: ActorId) => readonly Suggested[]): Promise<number>;
  caughtUp(seq: number): Promise<void>;
  /** Everything counts as changed again. */
  forget(): void;
}

export function createListPublisher({ news, clock }: { readonly news: News; readonly clock: Clock }): ListPublisher {
  const published = new Map<ActorId, string>();

  async function publishOne(actorId: ActorId, version: number, items: readonly Suggested[]): Promise<boolean> {
    const content = createHash("sha1").update(JSON.stringify(items)).digest("base64url");
    if (published.get(actorId) === content) return false;
    const body: SuggestedList = { actorId, version, items: [...items] };
    const id = `${actorId}.${version}.${content}`;
    await news.publish(suggestedSubject(actorId), { id, seq: version, at: clock.now().toISOString(), body });
    published.set(actorId, content);
    return true;
  }

  return {
    async publish(ids, version, shown) {
      let count = 0;
      for (let from = 0; from < ids.length; from += atOnce) {
        const batch = ids.slice(from, from + atOnce);
        const done = await Promise.all(batch.map((id) => publishOne(id, version, shown(id))));
        count += done.filter(Boolean).length;
      }
      return count;
    },
    async caughtUp(seq) {
      await news.publish(caughtUpSubject, { id: `caughtUp.${seq}`, seq, at: clock.now().toISOString(), body: { seq } });
    },
    forget: () => published.clear(),
  };
}
