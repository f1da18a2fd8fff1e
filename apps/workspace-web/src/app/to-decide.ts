import { useActing } from "./acting.tsx";
import { milango } from "./milango.ts";
import { useNews } from "./news.tsx";
import { useResource } from "./resource.ts";

/** How many suggestions wait for an answer from the actor one acts for now. */
export function useToDecide(): number {
  const { actor } = useActing();
  const counts = useResource(actor === undefined ? null : `to-decide ${actor.id}`, async (signal) => {
    if (actor === undefined) return 0;
    return (await milango.suggestions.list({ actorId: actor.id, state: "open", limit: 1 }, { signal })).counts.open;
  });
  useNews(["matching.suggested", "matching.decided", "introductions.changed"], counts.reload);
  return counts.value ?? 0;
}
