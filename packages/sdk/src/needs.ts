import type { ActorId, NeedId } from "@milango/core/identity";
import type { Closing, Need, StatementDraft, StatementPatch, StatementState } from "@milango/core/needs";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

type StatementParams = {
  readonly actorId: ActorId;
  /** Those that are no more, for who acts for the actor. */
  readonly state?: StatementState | undefined;
} & PageParams;

/** What actors look for. */
export function createNeeds(http: Http) {
  const list = ({ actorId, ...params }: StatementParams, options?: RequestOptions) =>
    http.send<Page<Need>>("GET", `/actors/${actorId}/needs`, { ...options, query: { ...params } });
  return {
    list,
    all: (params: StatementParams) => allOf(list, params),
    publish: (actorId: ActorId, draft: StatementDraft, options?: RequestOptions) =>
      http.send<Need>("POST", `/actors/${actorId}/needs`, { ...options, body: draft }),
    update: (id: NeedId, patch: StatementPatch, options?: RequestOptions) =>
      http.send<Need>("PATCH", `/needs/${id}`, { ...options, body: patch }),
    /** Still true: until a day. */
    renew: (id: NeedId, validUntil: string) =>
      http.send<Need>("POST", `/needs/${id}/renewal`, { body: { validUntil } }),
    /** No more, and why. */
    close: (id: NeedId, closing: Closing) => http.send<Need>("POST", `/needs/${id}/closing`, { body: closing }),
    withdraw: (id: NeedId, options?: RequestOptions) => http.send<void>("DELETE", `/needs/${id}`, options),
  };
}
