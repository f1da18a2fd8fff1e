import type { NewsFilter, NewsMessage, Received } from "../ports.ts";

/** What a connection tells the hub. `ref` numbers are the connection's own and come back in answers. */
export type ToHub =
  | { readonly type: "publish"; readonly ref: number; readonly subject: string; readonly message: NewsMessage }
  | { readonly type: "consume"; readonly ref: number; readonly durable: string; readonly filter: NewsFilter }
  | { readonly type: "settle"; readonly ref: number; readonly handled: boolean; readonly error?: string }
  | { readonly type: "send"; readonly subject: string; readonly bytes: Uint8Array }
  | { readonly type: "listen"; readonly ref: number; readonly filter: string; readonly queue?: string }
  | { readonly type: "ask"; readonly ref: number; readonly subject: string; readonly bytes: Uint8Array }
  | { readonly type: "serve"; readonly ref: number; readonly subject: string }
  | { readonly type: "answer"; readonly question: number; readonly bytes?: Uint8Array; readonly error?: string }
  | { readonly type: "lease"; readonly ref: number; readonly name: string }
  | { readonly type: "stop"; readonly ref: number };

/** Why what a connection asked for was not done, and what was said about it. */
export interface Refusal {
  readonly reason: "nobody" | "failed";
  readonly said: string;
}

/** What the hub tells a connection. */
export type FromHub =
  | { readonly type: "done"; readonly ref: number; readonly bytes?: Uint8Array; readonly refusal?: Refusal }
  | { readonly type: "news"; readonly ref: number; readonly message: Received }
  | { readonly type: "wire"; readonly ref: number; readonly subject: string; readonly bytes: Uint8Array }
  | { readonly type: "question"; readonly ref: number; readonly question: number; readonly bytes: Uint8Array }
  | { readonly type: "held"; readonly ref: number };
