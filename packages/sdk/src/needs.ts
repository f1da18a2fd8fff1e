import type { ActorId, NeedId } from "@milango/core/identity";
import type { Need, StatementDraft, StatementPatch } from "@milango/core/needs";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

/** What actors look for. */
export function createNeeds(http: Http) {
  const list = ({ actorId, ...params }: { readonly actorId: ActorId } & PageParams, options?: RequestOptions) =>
    http.send<Page<Need>>("GET", `/actors/${actorId}/needs`, { ...options, query: { ...params } });
  return {
    list,
    all: (params: { readonly actorId: ActorId } & PageParams) => allOf(list, params),
    publish: (actorId: ActorId, draft: StatementDraft, options?: RequestOptions) =>
      http.send<Need>("POST", `/actors/${actorId}/needs`, { ...options, body: draft }),
    update: (id: NeedId, patch: StatementPatch, options?: RequestOptions) =>
      http.send<Need>("PATCH", `/needs/${id}`, { ...options, body: patch }),
    withdraw: (id: NeedId, options?: RequestOptions) => http.send<void>("DELETE", `/needs/${id}`, options),
  };
}
