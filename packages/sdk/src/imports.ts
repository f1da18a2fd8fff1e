import type { Http, RequestOptions } from "./http.ts";

/** A started import of actors, as the server describes it. */
export interface ActorImport {
  readonly id: string;
  readonly state: string;
  readonly [field: string]: unknown;
}

/** Many actors at once. */
export function createImports(http: Http) {
  return {
    start: (body: unknown, options?: RequestOptions) =>
      http.send<ActorImport>("POST", "/actors/imports", { ...options, body }),
    get: (id: string, options?: RequestOptions) => http.send<ActorImport>("GET", `/actors/imports/${id}`, options),
  };
}
