import { useCallback, useEffect, useRef, useState } from "react";

/** Something read from the server. While it is read again the old value stays. */
export interface Resource<T> {
  readonly value: T | undefined;
  readonly failure: unknown;
  readonly reload: () => void;
  /** Puts an answer that is already here in its place. */
  readonly replace: (value: T) => void;
}

interface Held<T> {
  readonly key: string | null;
  readonly value?: T;
  readonly failure?: unknown;
}

/** Reads when `key` changes, and not at all when it is null. Answers that come too late are dropped. */
export function useResource<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [held, setHeld] = useState<Held<T>>({ key: null });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn reads the same key again.
  useEffect(() => {
    if (key === null) return;
    const given = new AbortController();
    latest.current(given.signal).then(
      (value) => !given.signal.aborted && setHeld({ key, value }),
      (failure: unknown) => {
        if (given.signal.aborted) return;
        setHeld((old) => (old.key === key && old.value !== undefined ? { ...old, failure } : { key, failure }));
      },
    );
    return () => given.abort();
  }, [key, turn]);

  const reload = useCallback(() => setTurn((count) => count + 1), []);
  const replace = useCallback((value: T) => setHeld({ key, value }), [key]);
  const own = held.key === key;
  return { value: own ? held.value : undefined, failure: own ? held.failure : undefined, reload, replace };
}
