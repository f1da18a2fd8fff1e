import { expect, vi } from "vitest";
import type { Bus, NewsMessage, Received, SetAside } from "../ports.ts";

/** A bus in a thread of its own, which can end without a farewell. */
export interface MortalBus {
  readonly bus: Bus;
  die(): Promise<void>;
}

/** Where the buses of one test meet: a hub of this process or a server of its own. It goes with all it opened. */
export interface BusPlace {
  open(): Promise<Bus>;
  openMortal(): Promise<MortalBus>;
  /** What buses opened here by `open` have set aside. */
  readonly asides: readonly SetAside[];
  close(): Promise<void>;
}

export type OpenPlace = () => Promise<BusPlace>;

/** The body of a test that has a place of its own. */
export function inPlace<Place extends BusPlace>(
  open: () => Promise<Place>,
  run: (place: Place) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const place = await open();
    try {
      await run(place);
    } finally {
      await place.close();
    }
  };
}

/** The `n`th message of a test. */
export function buildNews(n: number, body: unknown = { n }): NewsMessage {
  return { id: `message-${n}`, seq: n, at: "2026-10-05T09:00:00.000Z", body };
}

/** 1, 2, … `count`. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A handler that keeps what it gets. */
export function createCollector() {
  const messages: Received[] = [];
  return {
    messages,
    seqs: () => messages.map(({ seq }) => seq),
    handle: async (message: Received) => {
      messages.push(message);
    },
  };
}

/** Counts calls. (A mock of vitest's forgets them whenever another test begins beside it.) */
export function createCounter() {
  let calls = 0;
  return {
    hear: () => {
      calls++;
    },
    count: () => calls,
  };
}

/**
 * Looks again and again until what is expected holds, for as long as a server may take to come back. (`expect.poll`
 * loses its test when tests run side by side.)
 */
export function eventually<T>(read: () => T | Promise<T>) {
  const until = (check: (value: T) => void) =>
    vi.waitFor(async () => check(await read()), { timeout: 15_000, interval: 10 });
  return {
    toBe: (wanted: T) => until((value) => expect(value).toBe(wanted)),
    toEqual: (wanted: T) => until((value) => expect(value).toEqual(wanted)),
  };
}
