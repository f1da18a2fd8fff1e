import type { LiveStatus } from "@milango/sdk";
import { useSyncExternalStore } from "react";

/**
 * What the pill says: the state of the open document when there is one, else that of the requests under way and of
 * the network.
 */
let document_: LiveStatus | undefined;
let requests = 0;
let offlineSince = navigator.onLine ? undefined : Date.now();
let status: LiveStatus = { state: "saved" };
const listeners = new Set<() => void>();

function change(): void {
  status = current();
  for (const listener of listeners) listener();
}

function current(): LiveStatus {
  if (document_ !== undefined) return document_;
  if (requests > 0) return { state: "saving", changes: requests };
  return offlineSince === undefined ? { state: "saved" } : { state: "offline", changes: 0, since: offlineSince };
}

addEventListener("online", () => {
  offlineSince = undefined;
  change();
});
addEventListener("offline", () => {
  offlineSince = Date.now();
  change();
});

/** A write is under way; the function returned says that it ended. */
export function savingStarted(): () => void {
  requests++;
  change();
  return () => {
    requests--;
    change();
  };
}

/** The open document speaks for itself; `undefined` when it is closed. */
export function setDocumentStatus(next: LiveStatus | undefined): void {
  document_ = next;
  change();
}

export function useSyncStatus(): LiveStatus {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => status,
  );
}
