import type { HttpOptions } from "./http.ts";
import { createDocuments } from "./live/index.ts";
import { createRooms } from "./rooms.ts";

/** How to reach an installation. */
export interface MilangoOptions extends HttpOptions {
  /** For Node before it had one, and for tests. */
  readonly WebSocket?: typeof globalThis.WebSocket | undefined;
}

/** The whole client: every room, live documents included. Requests throw `MilangoProblem`. */
export function createMilango(options: MilangoOptions) {
  const { baseUrl, apiKey, fetch, WebSocket } = options;
  return { ...createRooms(options), documents: createDocuments({ baseUrl, apiKey, fetch, WebSocket }) };
}
/** What `createMilango` gives. */
export type Milango = ReturnType<typeof createMilango>;
