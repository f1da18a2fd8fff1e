import type { Actor } from "@milango/core/actors";
import type { ActorId, SuggestionId } from "@milango/core/identity";
import type { DecisionDraft, QuotedReason, Suggestion, SuggestionState } from "@milango/core/matching";
import type { StatementDraft } from "@milango/core/needs";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

/** A page of suggestions, and how many there are in each state. */
export interface SuggestionPage extends Page<Suggestion> {
  readonly counts: { readonly [State in SuggestionState]: number };
}

/** A partner that a need or an offer not yet published would find. */
export interface PreviewedPartner {
  readonly partner: Actor;
  readonly score: number;
  readonly mutual: boolean;
  readonly reasons: readonly QuotedReason[];
}

type SuggestionParams = { readonly actorId: ActorId; readonly state?: SuggestionState | undefined } & PageParams;

/** Partners proposed to an actor, best first, with the reasons. */
export function createSuggestions(http: Http) {
  const list = ({ actorId, ...params }: SuggestionParams, options?: RequestOptions) =>
    http.send<SuggestionPage>("GET", `/actors/${actorId}/suggestions`, { ...options, query: { ...params } });
  return {
    list,
    all: (params: SuggestionParams) => allOf<Suggestion, SuggestionParams>(list, params),
    decide: (id: SuggestionId, draft: DecisionDraft, options?: RequestOptions) =>
      http.send<Suggestion>("POST", `/suggestions/${id}/decision`, { ...options, body: draft }),
    /** Asks before publishing; throws MATCHMAKER_UNAVAILABLE. */
    preview: (actorId: ActorId, kind: "need" | "offer", draft: StatementDraft, options?: RequestOptions) =>
      http.send<{ readonly items: readonly PreviewedPartner[] }>("POST", `/actors/${actorId}/preview`, {
        ...options,
        body: { kind, draft },
      }),
  };
}
