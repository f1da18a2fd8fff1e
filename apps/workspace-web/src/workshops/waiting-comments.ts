import type { WorkshopId } from "@milango/core/identity";
import type { CommentDraft } from "@milango/core/workshops";
import { MilangoProblem } from "@milango/sdk";
import { useSyncExternalStore } from "react";
import { milango } from "../app/milango.ts";

/** A comment that was written without network and waits on this device. */
export interface WaitingComment {
  /** Sent with every try, so that one that arrived unseen is not written twice. */
  readonly key: string;
  readonly workshopId: string;
  readonly draft: CommentDraft;
  /** Why the server did not take it; it waits for its author then. */
  readonly refused?: string;
}

const storageKey = "milango.comments.waiting";
const retryMs = 15_000;
const listeners = new Set<() => void>();
let waiting: readonly WaitingComment[] = read();
let sending: Promise<void> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function read(): WaitingComment[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keep(next: readonly WaitingComment[]): void {
  waiting = next;
  try {
    if (next.length === 0) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // Without storage it waits as long as the page is open.
  }
  for (const listener of listeners) listener();
}

/** Sends a comment, or keeps it here until there is a network again. */
export function postComment(workshopId: WorkshopId, draft: CommentDraft): Promise<void> {
  keep([...waiting, { key: crypto.randomUUID(), workshopId, draft }]);
  return sendWaiting();
}

export function discardComment(key: string): void {
  keep(waiting.filter((one) => one.key !== key));
}

/** One after the other, in the order they were written. */
function sendWaiting(): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = undefined;
  });
  return sending;
}

async function sendAll(): Promise<void> {
  clearTimeout(timer);
  for (;;) {
    const next = waiting.find(({ refused }) => refused === undefined);
    if (next === undefined) return;
    const { key, workshopId, draft } = next;
    try {
      await milango.comments.create(workshopId as WorkshopId, draft, { idempotencyKey: key });
      discardComment(key);
    } catch (failure) {
      if (!(failure instanceof MilangoProblem)) throw failure;
      if (failure.code === "NETWORK" || failure.status >= 500 || failure.status === 429) {
        timer = setTimeout(() => void sendWaiting(), retryMs);
        return;
      }
      keep(waiting.map((one) => (one.key === key ? { ...one, refused: failure.code } : one)));
    }
  }
}

addEventListener("online", () => void sendWaiting());
if (waiting.length > 0) void sendWaiting();

export function useWaitingComments(): readonly WaitingComment[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
}
