import type { NewsStream } from "@milango/core/messages";

/** What travels by `News`: an id to recognise it by, a number of its stream's own counting, a time, a body of JSON. */
export interface NewsMessage {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly body: unknown;
}

/** A message as a consumer gets it; `attempt` counts from 1. */
export interface Received extends NewsMessage {
  readonly subject: string;
  readonly attempt: number;
}

export interface Consumer {
  /** Resolves when the message under way is handled and no other will come. */
  stop(): Promise<void>;
}

/** Which messages a consumer wants: a whole stream, or one subject of it (`>` and `*` as in NATS). */
export interface NewsFilter {
  readonly stream: NewsStream;
  readonly subject?: string;
}

/**
 * Durable news: at least once, in order per stream, except that a message whose handler threw comes again later
 * (back-off, five tries in all) and is then set aside without holding up the next.
 */
export interface News {
  /** Resolves when the message is stored; rejects when that could not be confirmed, and may be repeated with the same id. */
  publish(subject: string, message: NewsMessage): Promise<void>;
  /** Consumers that share a durable name share its messages. Resolve to acknowledge, throw to be asked again. */
  consume(durable: string, filter: NewsFilter, handle: (message: Received) => Promise<void>): Promise<Consumer>;
}

export interface Listener {
  stop(): Promise<void>;
}

/** Ephemeral, lossy, fast. A message stays under 512 KB. */
export interface Wire {
  /** Sent to whoever listens now; dropped without a word when nobody can be reached. */
  send(subject: string, bytes: Uint8Array): void;
  /**
   * Resolves when what is sent from now on is heard; when no server is at hand, it is heard as soon as there is one.
   * Listeners that share a queue name share the messages.
   */
  listen(
    filter: string,
    handle: (bytes: Uint8Array, subject: string) => void,
    options?: { readonly queue?: string },
  ): Promise<Listener>;
  /** Rejects with `WireError` when nobody serves the subject, the answer failed, or time ran out. */
  ask(subject: string, bytes: Uint8Array, options: { readonly timeoutMs: number }): Promise<Uint8Array>;
  /** Answers what `ask` asks, from when it resolves as with `listen`; one of those who serve a subject answers. */
  serve(subject: string, answer: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<Listener>;
}

/** A right that one process holds at a time, lost within `ttlMs` of its death. */
export interface Lease {
  hold(
    name: string,
    options: { readonly ttlMs: number; readonly onHeld: () => void; readonly onLost: () => void },
  ): Promise<{ release(): Promise<void> }>;
}

export interface Bus {
  readonly news: News;
  readonly wire: Wire;
  readonly lease: Lease;
  /** Called when news may have been missed or lost: after a reconnection, or when a stream had to be made again. */
  onReconnect(handler: () => void): () => void;
  /** Stops consumers and listeners, lets what is under way finish, gives leases back, closes the connection. */
  close(): Promise<void>;
}

/** Why a request got no answer. */
export class WireError extends Error {
  readonly reason: "nobody" | "timeout" | "failed";
  constructor(reason: "nobody" | "timeout" | "failed", subject: string, cause?: unknown) {
    const said = { nobody: "Nobody serves", timeout: "No answer in time from", failed: "The answer failed at" }[reason];
    super(`${said} ${subject}`, cause === undefined ? undefined : { cause });
    this.name = "WireError";
    this.reason = reason;
  }
}

/** A message that failed five times, and why it did the last time. */
export interface SetAside {
  readonly durable: string;
  readonly message: Received;
  readonly error: unknown;
}

/** Pauses before the second, third, fourth and fifth try, in ms. */
export const retryDelaysMs = [100, 400, 1500, 5000] as const;
export const maxAttempts = retryDelaysMs.length + 1;
