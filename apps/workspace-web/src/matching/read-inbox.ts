import type { ActorId } from "@milango/core/identity";
import { milango } from "../app/milango.ts";
import { type Inbox, sortInbox } from "./inbox.ts";

/** Reads everything one actor has to decide, waits for, has met and has declined. */
export async function readInbox(actorId: ActorId, signal: AbortSignal): Promise<Inbox> {
  const list = (state: "open" | "later" | "declined") =>
    milango.suggestions.list({ actorId, state, limit: 50 }, { signal });
  const [open, later, declined, met] = await Promise.all([
    list("open"),
    list("later"),
    list("declined"),
    milango.introductions.list({ actorId, limit: 100 }, { signal }),
  ]);
  return sortInbox(actorId, {
    open: open.items,
    later: later.items,
    declined: declined.items,
    met: met.items,
    counts: open.counts,
  });
}
