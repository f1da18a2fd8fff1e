import { createHttp, type HttpOptions } from "../http.ts";
import { createVersions } from "../versions.ts";
import type { DocumentCache } from "./document-cache.ts";
import type { Door } from "./line.ts";
import { type LiveDocument, openLiveDocument } from "./live-document.ts";
import { fullPace, type Pace } from "./pace.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";
import { createMemoryStore, type UpdateStore } from "./update-store.ts";

export interface DocumentsOptions extends HttpOptions {
  /** Where there is none, and for tests. */
  readonly WebSocket?: typeof globalThis.WebSocket | undefined;
  /** Where unsaved changes wait; in memory when it is left out. */
  readonly store?: UpdateStore | undefined;
  /** Where copies are kept for a start without network; without it a document waits for the server. */
  readonly cache?: DocumentCache | undefined;
  /** How often documents speak, asked each time; at full pace when it is left out. */
  readonly pace?: (() => Pace) | undefined;
  /** Told the bytes of every frame that goes out or comes in. */
  readonly onTraffic?: ((bytes: number) => void) | undefined;
  /** Clock, timers and chance, for tests. */
  readonly runtime?: Runtime | undefined;
}

/** Lets one open a document's socket, again and again until it expires. */
export interface DocumentTicket {
  readonly ticket: string;
  readonly expiresAt: string;
}

/** A ticket that is about to expire is not used any more. */
const ticketReserveMs = 60_000;

/** Live documents: the agendas and notes of workshops. */
export function createDocuments(options: DocumentsOptions) {
  const http = createHttp(options);
  const runtime = options.runtime ?? systemRuntime;
  const store = options.store ?? createMemoryStore();
  const ticket = (id: string, signal?: AbortSignal) =>
    http.send<DocumentTicket>("POST", `/documents/${id}/tickets`, { signal });

  const doorOf = (id: string): Door => {
    let held: DocumentTicket | undefined;
    let isFresh = false;
    return {
      async address(signal) {
        isFresh = held === undefined || Date.parse(held.expiresAt) - runtime.now() < ticketReserveMs;
        const used = isFresh || held === undefined ? await ticket(id, signal) : held;
        held = used;
        const root = options.baseUrl === "" ? globalThis.location.origin : options.baseUrl.replace(/\/+$/, "");
        return `${root.replace(/^http/, "ws")}/api/v1/documents/${id}?ticket=${encodeURIComponent(used.ticket)}`;
      },
      tryAnotherTicket() {
        held = undefined;
        return !isFresh;
      },
    };
  };

  return {
    /** A ticket for the socket of a document, for clients that open it themselves. */
    ticket: (id: string) => ticket(id),
    versions: createVersions(http),
    /** Opens a document and keeps it in step with everybody else's. Throws nothing: `status` says how it stands. */
    open: (id: string): LiveDocument =>
      openLiveDocument({
        id,
        door: doorOf(id),
        store,
        cache: options.cache,
        WebSocket: options.WebSocket ?? globalThis.WebSocket,
        runtime,
        pace: options.pace ?? (() => fullPace),
        onTraffic: options.onTraffic ?? (() => undefined),
      }),
  };
}
