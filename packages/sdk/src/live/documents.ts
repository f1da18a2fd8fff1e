import { createHttp, type HttpOptions } from "../http.ts";
import { type LiveDocument, openLiveDocument } from "./live-document.ts";

export interface DocumentsOptions extends HttpOptions {
  readonly WebSocket?: typeof globalThis.WebSocket | undefined;
}

interface Ticket {
  readonly ticket: string;
  readonly expiresAt: string;
}

/** Live documents: the agendas and notes of workshops. */
export function createDocuments(options: DocumentsOptions) {
  const http = createHttp(options);
  return {
    /** A ticket for the socket of a document, for clients that open it themselves. */
    ticket: (id: string) => http.send<Ticket>("POST", `/documents/${id}/tickets`),
    /** Opens a document and keeps it in step with everybody else's. Throws nothing: `status` says how it stands. */
    open(id: string): LiveDocument {
      let held: Ticket | undefined;
      return openLiveDocument({
        WebSocket: options.WebSocket ?? globalThis.WebSocket,
        now: () => Date.now(),
        random: Math.random,
        async address() {
          if (held === undefined || Date.parse(held.expiresAt) - Date.now() < 60_000) {
            held = await http.send<Ticket>("POST", `/documents/${id}/tickets`);
          }
          const root = options.baseUrl === "" ? globalThis.location.origin : options.baseUrl.replace(/\/+$/, "");
          return `${root.replace(/^http/, "ws")}/api/v1/documents/${id}?ticket=${encodeURIComponent(held.ticket)}`;
        },
      });
    },
  };
}
