export { createBrowserStore } from "./browser-store.ts";
export { type CachedDocument, createMemoryCache, type DocumentCache } from "./document-cache.ts";
export { createDocuments, type DocumentsOptions, type DocumentTicket } from "./documents.ts";
export type { LiveDocument } from "./live-document.ts";
export type { LiveStatus } from "./live-status.ts";
export { fullPace, lowPace, type Pace } from "./pace.ts";
export type { MachineEvent, Runtime } from "./runtime.ts";
export { createMemoryStore, type StoredUpdate, type UpdateStore } from "./update-store.ts";
