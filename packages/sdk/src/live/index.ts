export { createDocuments, type DocumentsOptions } from "./documents.ts";
export type { LiveDocument } from "./live-document.ts";
export type { LiveStatus } from "./live-status.ts";
