import type { Caller } from "@milango/core/identity";
import type { WebSocket } from "ws";
import type { AwarenessEntry } from "./awareness-message.ts";

export type Access = "write" | "read";

/** What others in a document see of whoever holds a connection; written by the server, never by the client. */
export interface Visitor {
  readonly id: string;
  readonly name: string;
  readonly territory: string | null;
  readonly language: string | null;
}

/** One open socket on one document. */
export interface Connection {
  readonly socket: WebSocket;
  readonly caller: Caller;
  readonly visitor: Visitor;
  /** Speaks `milango.v1`: is told what was saved and what was refused. */
  readonly numbered: boolean;
  access: Access;
  /** The client id this connection speaks for, known from its first awareness message. */
  clientId: number | undefined;
  /** Whether its first answer to our step 1, which may be large, has come. */
  sentStep2: boolean;
  lastAwareness: AwarenessEntry | undefined;
  /** What came before is handled first. */
  turn: Promise<void>;
}

/** Close codes: y-websocket stops trying again on 4400–4499. */
export const closeCode = {
  malformed: 4400,
  signIn: 4401,
  forbidden: 4403,
  tooSlow: 1013,
  restart: 1012,
  failed: 1011,
} as const;

const slowReaderBytes = 4 * 1024 * 1024;

/** Sends one frame; a reader that lags 4 MiB behind is let go and resyncs when it comes back. */
export function send(connection: Connection, bytes: Uint8Array): void {
  const { socket } = connection;
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > slowReaderBytes) {
    // A close frame would queue behind the backlog.
    socket.terminate();
    return;
  }
  socket.send(bytes);
}
