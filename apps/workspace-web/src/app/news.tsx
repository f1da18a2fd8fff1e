import type { EventName, MilangoEvent } from "@milango/sdk";
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from "react";
import { milango } from "./milango.ts";
import { useMe, useSession } from "./session.tsx";

const names: readonly EventName[] = [
  "matching.suggested",
  "matching.decided",
  "introductions.changed",
  "workshops.changed",
  "comments.changed",
  "actors.changed",
  "needs.published",
  "needs.changed",
  "needs.withdrawn",
  "offers.published",
  "offers.changed",
  "offers.withdrawn",
];

type Listener = (event: MilangoEvent) => void;
const NewsContext = createContext<Set<Listener> | null>(null);

/** One stream of changes for the whole page, open while somebody is signed in. */
export function NewsProvider({ children }: { readonly children: ReactNode }) {
  const listeners = useMemo(() => new Set<Listener>(), []);
  const { retry } = useSession();
  const personId = useMe()?.id;
  useEffect(() => {
    if (personId === undefined) return;
    const subscription = milango.events.subscribe(
      names,
      (event) => {
        for (const listener of listeners) listener(event);
      },
      { onRefused: retry },
    );
    return () => subscription.close();
  }, [personId, listeners, retry]);
  return <NewsContext value={listeners}>{children}</NewsContext>;
}

/** Calls `handle` for each event of these names. */
export function useNews(wanted: readonly EventName[], handle: Listener): void {
  const listeners = use(NewsContext);
  const latest = useRef({ wanted, handle });
  latest.current = { wanted, handle };
  useEffect(() => {
    const listener: Listener = (event) => {
      if (latest.current.wanted.includes(event.name)) latest.current.handle(event);
    };
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }, [listeners]);
}
