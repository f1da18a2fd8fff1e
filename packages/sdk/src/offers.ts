import type { ActorId, OfferId } from "@milango/core/identity";
import type { Offer, StatementDraft, StatementPatch } from "@milango/core/needs";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

/** What actors can give. */
export function createOffers(http: Http) {
  const list = ({ actorId, ...params }: { readonly actorId: ActorId } & PageParams, options?: RequestOptions) =>
    http.send<Page<Offer>>("GET", `/actors/${actorId}/offers`, { ...options, query: { ...params } });
  return {
    list,
    all: (params: { readonly actorId: ActorId } & PageParams) => allOf(list, params),
    publish: (actorId: ActorId, draft: StatementDraft, options?: RequestOptions) =>
      http.send<Offer>("POST", `/actors/${actorId}/offers`, { ...options, body: draft }),
    update: (id: OfferId, patch: StatementPatch, options?: RequestOptions) =>
      http.send<Offer>("PATCH", `/offers/${id}`, { ...options, body: patch }),
    withdraw: (id: OfferId, options?: RequestOptions) => http.send<void>("DELETE", `/offers/${id}`, options),
  };
}
