import type { ActorId, Me } from "@milango/core/identity";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { useMe } from "./session.tsx";

/** One of the actors a person may act for. */
export type OwnActor = Me["actors"][number];

interface Acting {
  readonly actors: readonly OwnActor[];
  /** The one whose suggestions are looked at now. */
  readonly actor: OwnActor | undefined;
  readonly choose: (id: ActorId) => void;
}

const ActingContext = createContext<Acting>({ actors: [], actor: undefined, choose: () => undefined });
const noActors: readonly OwnActor[] = [];

/** Remembers for whom one acts while the tab is open. */
export function ActingProvider({ children }: { readonly children: ReactNode }) {
  const actors = useMe()?.actors ?? noActors;
  const [chosen, setChosen] = useState<string>();
  const choose = useCallback((id: ActorId) => setChosen(id), []);
  const acting = useMemo(() => {
    const actor = actors.find(({ id }) => id === chosen) ?? actors.find((one) => one.representative) ?? actors[0];
    return { actors, actor, choose };
  }, [actors, chosen, choose]);
  return <ActingContext value={acting}>{children}</ActingContext>;
}

export function useActing(): Acting {
  return use(ActingContext);
}

/** The territory whose clock comes first: the person's own, else that of the actor they act for. */
export function useOwnTerritory(): string | undefined {
  const me = useMe();
  const { actor } = useActing();
  return me?.territory ?? actor?.territory;
}
