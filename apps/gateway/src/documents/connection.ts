import type { Socket } from "node:net";
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

/** Close codes: y-websocket stops trying again on 4400–4499. */
export const closeCode = {
  malformed: 4400,
  signIn: 4401,
  forbidden: 4403,
  /** The client's copy is of a generation in which something stood that was erased since. */
  renewed: 4409,
  tooSlow: 1013,
  restart: 1012,
  failed: 1011,
} as const;

/** What a sender is told in the place of its own update. */
export interface Told {
  /** The number under which its sender wants to hear of it; −1 when it does not. */
  readonly messageId: number;
  /** Known once it is committed: its position, and where its frame stands in what the room is told. */
  position: number;
  begin: number;
  end: number;
}

/** How far a reader may be behind at all, and how far for longer than a moment; the system holds some 4 MB more. */
const slowReaderBytes = 4 * 1024 * 1024;
const laggingBytes = 1024 * 1024;
const laggingMs = 250;

/** One open socket on one document. */
export class Connection {
  readonly socket: WebSocket;
  readonly caller: Caller;
  readonly visitor: Visitor;
  /** Speaks `milango.v1`: is told what was saved and what was refused. */
  readonly numbered: boolean;
  access: Access;
  /** The client id this connection speaks for, known from its first awareness message. */
  clientId: number | undefined;
  /** What it last said of itself, and whether that was not yet passed on. */
  said: AwarenessEntry | undefined;
  unheard: Uint8Array | undefined;
  /** Whether its first answer to our step 1, which may be large, has come. */
  sentStep2 = false;
  /** Frames that came while an earlier one waits for the database; nothing when none does. */
  waiting: Uint8Array[] | undefined;
  /** Its updates in the batch that was just committed. */
  own: Told[] | undefined;

  /** Below `ws`: relayed frames are made once for a whole room and written as they are. */
  readonly #below: Socket;
  /** Bytes that may lie in the socket's buffer besides: a whole document is no sign of a slow reader. */
  #grace = 0;
  /** Since when it is behind; nothing while it keeps up. */
  #laggingSince: number | undefined;

  constructor(
    socket: WebSocket,
    below: Socket,
    who: { caller: Caller; visitor: Visitor; access: Access },
    numbered: boolean,
  ) {
    this.socket = socket;
    this.#below = below;
    this.caller = who.caller;
    this.visitor = who.visitor;
    this.access = who.access;
    this.numbered = numbered;
    this.clientId = undefined;
    this.said = undefined;
    this.unheard = undefined;
    this.waiting = undefined;
    this.own = undefined;
  }

  /**
   * Writes whole WebSocket frames. `ws` itself writes whole frames too (nothing is compressed, nothing comes in
   * fragments), so the two do not get into each other. A reader that falls behind is let go and resyncs when it comes
   * back, which costs it less than what it missed: a close frame would only queue behind the backlog.
   */
  write(frames: Uint8Array): void {
    if (this.socket.readyState !== 1) return;
    if (this.#isTooFarBehind()) this.socket.terminate();
    else this.#below.write(frames);
  }

  #isTooFarBehind(): boolean {
    const backlog = this.#below.writableLength - this.#grace;
    if (backlog <= laggingBytes) {
      this.#laggingSince = undefined;
      if (this.#grace > 0 && this.#below.writableLength <= laggingBytes) this.#grace = 0;
      return false;
    }
    this.#laggingSince ??= performance.now();
    return backlog > slowReaderBytes || performance.now() - this.#laggingSince > laggingMs;
  }

  /** Writes a document that was asked for, however large. */
  writeWhole(frames: Uint8Array): void {
    this.write(frames);
    this.#grace += frames.length;
  }
}
