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
let isKept = true;
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

/** Changes what waits, starting from what another tab may have kept meanwhile: none of theirs is lost. */
function change(edit: (before: readonly WaitingComment[]) => readonly WaitingComment[]): void {
  const next = edit(isKept ? read() : waiting);
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
    isKept = true;
  } catch {
    // Without storage it waits as long as the page is open.
    isKept = false;
  }
  show(next);
}

function show(next: readonly WaitingComment[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Sends a comment, or keeps it here until there is a network again. */
export function postComment(workshopId: WorkshopId, draft: CommentDraft): Promise<void> {
  change((before) => [...before, { key: crypto.randomUUID(), workshopId, draft }]);
  return sendWaiting();
}

export function discardComment(key: string): void {
  change((before) => before.filter((one) => one.key !== key));
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
      change((before) => before.map((one) => (one.key === key ? { ...one, refused: failure.code } : one)));
    }
  }
}

addEventListener("online", () => void sendWaiting());
addEventListener("storage", ({ key }) => {
  if (key === storageKey) show(read());
});
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
