import type { ActorImport, ImportUndone } from "@milango/core/actors/import";
import type { Http, RequestOptions } from "./http.ts";

/** How a file of actors is to be taken in. */
export interface ImportSettings {
  /** Report what would happen and change nothing. */
  readonly dryRun?: boolean;
  /** Take actors of countries outside the network too. */
  readonly acceptOutside?: boolean;
  /** Names where the file comes from; a later file of the same source updates its actors instead of doubling them. */
  readonly source?: string;
}

/** Many actors at once. */
export function createImports(http: Http) {
  return {
    /** Sends a file (GeoJSON, GoGoCarto's JSON or CSV, told by its type) and answers before it is taken in. */
    start: (file: Blob, settings: ImportSettings = {}, options?: RequestOptions) =>
      http.send<ActorImport>("POST", "/actors/imports", { ...options, body: file, query: { ...settings } }),
    get: (id: string, options?: RequestOptions) => http.send<ActorImport>("GET", `/actors/imports/${id}`, options),
    /** Takes back what an import did, but for what somebody changed since. */
    undo: (id: string, options?: RequestOptions) =>
      http.send<ImportUndone>("POST", `/actors/imports/${id}/undo`, options),
  };
}
