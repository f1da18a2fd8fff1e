import { MilangoProblem, readProblem } from "./problem.ts";

/** Values of a query; arrays repeat their name, nothing and empty strings are left out. */
type Query = { readonly [name: string]: string | number | boolean | readonly string[] | null | undefined };

/** What one request may carry besides its address. */
export interface RequestOptions {
  /** The revision that was read: sent in If-Match, refused with REVISION_MISMATCH when somebody was faster. */
  readonly revision?: number | undefined;
  /** Makes a repeated POST the same act; a new one is drawn when it is left out. */
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Sending extends RequestOptions {
  readonly query?: Query | undefined;
  /** Sent as JSON; a `Blob` (a file) goes as it is, under its own type. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one place that speaks HTTP: addresses, headers, and failures turned into `MilangoProblem`. */
export interface Http {
  /** Sends and reads JSON; an empty answer is `undefined`. Throws `MilangoProblem`. */
  send<Answer>(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, options?: Sending): Promise<Answer>;
  /** Sends and hands over the answer unread, for streams. Throws `MilangoProblem` when it is not a success. */
  open(path: string, options: Sending): Promise<Response>;
}

export interface HttpOptions {
  /** Where the gateway is, without `/api/v1`; empty for the page's own origin. */
  readonly baseUrl: string;
  /** `mlg_…`; without it the browser's session cookie speaks. */
  readonly apiKey?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Sent as Accept-Language. */
  readonly language?: string | undefined;
}

export function createHttp(options: HttpOptions): Http {
  const root = `${options.baseUrl.replace(/\/+$/, "")}/api/v1`;
  // Looked up at each call, so that a page may replace it; `fetch` loses its owner when it is taken off the global.
  const request: typeof globalThis.fetch = (...parts) => (options.fetch ?? globalThis.fetch)(...parts);

  async function open(path: string, sending: Sending, method = "GET"): Promise<Response> {
    const headers = headersOf(options, method, sending);
    const init: RequestInit = { method, headers };
    if (sending.body !== undefined)
      init.body = sending.body instanceof Blob ? sending.body : JSON.stringify(sending.body);
    if (sending.signal !== undefined) init.signal = sending.signal;
    const response = await reach(() => request(`${root}${path}${queryString(sending.query ?? {})}`, init));
    if (!response.ok) throw await readProblem(response);
    return response;
  }

  return {
    open: (path, sending) => open(path, sending),
    async send<Answer>(method: string, path: string, sending: Sending = {}): Promise<Answer> {
      const body = method === "POST" && sending.body === undefined ? {} : sending.body;
      const response = await open(path, { ...sending, body }, method);
      const text = await reach(() => response.text());
      return (text === "" ? undefined : readJson(text, response.status)) as Answer;
    },
  };
}

async function reach<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    // Somebody who gave up does not want to hear of a network failure.
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new MilangoProblem("NETWORK", 0, "The server could not be reached", { cause });
  }
}

function readJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MilangoProblem("UNREADABLE", status, "The answer is not JSON", { cause });
  }
}

function headersOf(options: HttpOptions, method: string, sending: Sending): Record<string, string> {
  return {
    accept: "application/json",
    ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
    ...(options.language === undefined ? {} : { "accept-language": options.language }),
    ...(sending.body === undefined ? {} : { "content-type": typeOf(sending.body) }),
    ...(method === "POST" ? { "idempotency-key": sending.idempotencyKey ?? randomKey() } : {}),
    ...(sending.revision === undefined ? {} : { "if-match": `"${sending.revision}"` }),
    ...sending.headers,
  };
}

function typeOf(body: unknown): string {
  return body instanceof Blob && body.type !== "" ? body.type : "application/json";
}

/** `crypto.randomUUID` exists only on https and localhost; a phone on a local network has neither. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function queryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = typeof value === "object" && value !== null ? value : [value];
    for (const one of values) if (one !== undefined && one !== null && one !== "") search.append(name, String(one));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
