import type { ActorId, OfferId } from "@milango/core/identity";
import type { Closing, Offer, StatementDraft, StatementPatch, StatementState } from "@milango/core/needs";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

type StatementParams = {
  readonly actorId: ActorId;
  /** Those that are no more, for who acts for the actor. */
  readonly state?: StatementState | undefined;
} & PageParams;

/** What actors can give. */
export function createOffers(http: Http) {
  const list = ({ actorId, ...params }: StatementParams, options?: RequestOptions) =>
    http.send<Page<Offer>>("GET", `/actors/${actorId}/offers`, { ...options, query: { ...params } });
  return {
    list,
    all: (params: StatementParams) => allOf(list, params),
    publish: (actorId: ActorId, draft: StatementDraft, options?: RequestOptions) =>
      http.send<Offer>("POST", `/actors/${actorId}/offers`, { ...options, body: draft }),
    update: (id: OfferId, patch: StatementPatch, options?: RequestOptions) =>
      http.send<Offer>("PATCH", `/offers/${id}`, { ...options, body: patch }),
    /** Still true: until a day. */
    renew: (id: OfferId, validUntil: string) =>
      http.send<Offer>("POST", `/offers/${id}/renewal`, { body: { validUntil } }),
    /** No more, and why. */
    close: (id: OfferId, closing: Closing) => http.send<Offer>("POST", `/offers/${id}/closing`, { body: closing }),
    withdraw: (id: OfferId, options?: RequestOptions) => http.send<void>("DELETE", `/offers/${id}`, options),
  };
}
