import type { Me } from "@milango/core/identity";
import { isLocale } from "@milango/core/text";
import { MilangoProblem } from "@milango/sdk";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { forgetDevice } from "./forget-device.ts";
import { useLocale } from "./locale.tsx";
import { milango } from "./milango.ts";

/** Who uses this browser: not known yet, nobody, or a person. `unreachable` when the server did not answer. */
export type Session =
  | { readonly state: "loading" | "guest" | "unreachable" }
  | { readonly state: "person"; readonly me: Me };

interface SessionDoor {
  readonly session: Session;
  /** A session was opened: the interface takes the person's language. */
  readonly enter: (me: Me) => void;
  /** The person as the server now has them, their language left as they chose it here. */
  readonly update: (me: Me) => void;
  readonly leave: () => Promise<void>;
  readonly retry: () => void;
}

const SessionContext = createContext<SessionDoor | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session>({ state: "loading" });
  const { choose } = useLocale();

  const retry = useCallback(() => {
    milango.identity.me().then(
      (me) => setSession({ state: "person", me }),
      (problem: unknown) => {
        const refused = problem instanceof MilangoProblem && problem.status === 401;
        setSession({ state: refused ? "guest" : "unreachable" });
      },
    );
  }, []);
  useEffect(retry, [retry]);

  const door = useMemo<SessionDoor>(
    () => ({
      session,
      enter: (me) => {
        setSession({ state: "person", me });
        if (isLocale(me.language)) choose(me.language);
      },
      update: (me) => setSession({ state: "person", me }),
      leave: async () => {
        await milango.identity.signOut();
        await forgetDevice().catch(() => undefined);
        setSession({ state: "guest" });
      },
      retry,
    }),
    [session, choose, retry],
  );
  return <SessionContext value={door}>{children}</SessionContext>;
}

export function useSession(): SessionDoor {
  const door = use(SessionContext);
  if (door === null) throw new Error("useSession outside SessionProvider");
  return door;
}

/** The signed-in person, or nothing. */
export function useMe(): Me | undefined {
  const { session } = useSession();
  return session.state === "person" ? session.me : undefined;
}
