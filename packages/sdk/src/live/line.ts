import { backOffMs } from "./back-off.ts";
import { subprotocol } from "./frames.ts";
import type { Pace } from "./pace.ts";
import type { Runtime } from "./runtime.ts";

/** Where a line leads, and who may take it. */
export interface Door {
  /** The socket's address with a ticket; throws a problem with `status` when it is refused. */
  address(signal: AbortSignal): Promise<string>;
  /** The ticket was not accepted; answers whether another one may be. */
  tryAnotherTicket(): boolean;
}

/** What a line tells. */
export interface LineEvents {
  onOpen(): void;
  /** Throws when it cannot be read: then the line is opened anew. */
  onFrame(frame: Uint8Array): void;
  /** Something should be said, so that something is heard. */
  onBeat(): void;
  onDown(): void;
  /** It will not be tried again. */
  onRefused(reason: string): void;
}

/** A socket that opens again whenever it breaks, until it is closed or refused. */
export interface Line {
  readonly isOpen: boolean;
  send(frame: Uint8Array<ArrayBuffer>): void;
  /** It works: the next break is the first one again. */
  works(): void;
  /** Gives this socket up; the next one comes after a wait. */
  drop(): void;
  /** Ends the wait for the next one. */
  hurry(): void;
  close(): void;
}

/** Beats without a word from the server before a line counts as dead: 30 s at full pace, and no less in a page whose timers are slowed down. */
const silentBeats = 2;
const ticketMs = 15_000;
const refusals: Readonly<Record<number, string>> = { 401: "sign-in", 403: "forbidden", 404: "forbidden" };

export function createLine(options: {
  readonly door: Door;
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly runtime: Runtime;
  readonly pace: () => Pace;
  readonly onTraffic: (bytes: number) => void;
  readonly events: LineEvents;
}): Line {
  const { door, runtime, pace, onTraffic, events } = options;
  let socket: WebSocket | undefined;
  let failures = 0;
  let ended = false;
  let unanswered = 0;
  let stopBeat = () => {};
  /** Set while the next try waits. */
  let stopWait: (() => void) | undefined;

  const end = (reason?: string) => {
    ended = true;
    stopWait?.();
    stopBeat();
    socket = undefined;
    if (reason !== undefined) events.onRefused(reason);
  };

  const retry = () => {
    socket = undefined;
    stopBeat();
    events.onDown();
    if (!ended) stopWait = runtime.after(backOffMs(failures++, runtime.random), () => void connect());
  };

  const drop = () => {
    const dropped = socket;
    if (dropped === undefined) return;
    retry();
    dropped.close();
  };

  const beat = () => {
    if (unanswered >= silentBeats) return drop();
    unanswered++;
    events.onBeat();
    stopBeat = runtime.after(pace().beatMs, beat);
  };

  const closedWith = (code: number, reason: string) => {
    if (code < 4400 || code > 4499) return retry();
    if (code === 4401 && door.tryAnotherTicket()) return retry();
    end(refusals[code - 4000] ?? (reason === "" ? "refused" : reason));
  };

  async function address(): Promise<string | undefined> {
    const hanging = new AbortController();
    const stop = runtime.after(ticketMs, () => hanging.abort());
    try {
      return await door.address(hanging.signal);
    } catch (problem) {
      const status = problem instanceof Error && "status" in problem ? Number(problem.status) : 0;
      const reason = refusals[status];
      if (ended) return undefined;
      if (reason !== undefined) end(reason);
      else retry();
      return undefined;
    } finally {
      stop();
    }
  }

  const openSocket = (url: string): WebSocket | undefined => {
    try {
      return new options.WebSocket(url, [subprotocol]);
    } catch {
      // A page's security policy may refuse at once.
      return undefined;
    }
  };

  async function connect(): Promise<void> {
    stopWait = undefined;
    const url = await address();
    if (url === undefined || ended) return;
    const opening = openSocket(url);
    if (opening === undefined) return retry();
    opening.binaryType = "arraybuffer";
    socket = opening;
    unanswered = 0;
    stopBeat = runtime.after(pace().beatMs, beat);
    opening.onopen = () => {
      if (socket === opening) events.onOpen();
    };
    opening.onmessage = ({ data }: MessageEvent) => {
      if (socket !== opening || !(data instanceof ArrayBuffer)) return;
      unanswered = 0;
      try {
        onTraffic(data.byteLength);
        events.onFrame(new Uint8Array(data));
      } catch {
        drop();
      }
    };
    opening.onclose = ({ code, reason }: CloseEvent) => {
      if (socket === opening) closedWith(code, reason);
    };
  }

  void connect();
  return {
    get isOpen() {
      return socket?.readyState === 1;
    },
    send(frame) {
      if (socket?.readyState !== 1) return;
      onTraffic(frame.byteLength);
      socket.send(frame);
    },
    works() {
      failures = 0;
    },
    drop,
    hurry() {
      if (stopWait === undefined) return;
      stopWait();
      void connect();
    },
    close() {
      const open = socket;
      end();
      open?.close();
    },
  };
}
