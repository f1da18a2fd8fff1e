import type { HttpOptions } from "./http.ts";
import { createDocuments, type DocumentCache, type UpdateStore } from "./live/index.ts";
import { createRooms } from "./rooms.ts";

/** How to reach an installation. */
export interface MilangoOptions extends HttpOptions {
  /** For Node before it had one, and for tests. */
  readonly WebSocket?: typeof globalThis.WebSocket | undefined;
  /** Where unsaved changes and copies of documents are kept (`createBrowserStore`, `createFileStore`); else in memory. */
  readonly store?: UpdateStore | undefined;
  readonly cache?: DocumentCache | undefined;
}

/** The whole client: every room, live documents included. Requests throw `MilangoProblem`. */
export function createMilango(options: MilangoOptions) {
  return { ...createRooms(options), documents: createDocuments(options) };
}
/** What `createMilango` gives. */
export type Milango = ReturnType<typeof createMilango>;
