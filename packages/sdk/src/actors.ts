import type {
  Actor,
  ActorDraft,
  ActorEntry,
  ActorFacets,
  ActorPage,
  ActorPatch,
  ClaimDraft,
  Contact,
  CorrectionDraft,
  Proposal,
  ProposalDecision,
  ProposalState,
  Sector,
  SheetChange,
  Territory,
} from "@milango/core/actors";
import type { ActorId } from "@milango/core/identity";
import type { Language } from "@milango/core/text";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

/** Filters of the directory; a list means "any of". */
export interface ActorFilters {
  readonly territory?: string | readonly string[] | undefined;
  readonly sector?: string | readonly string[] | undefined;
  readonly kind?: string | readonly string[] | undefined;
  readonly legalForm?: string | readonly string[] | undefined;
  readonly language?: string | readonly string[] | undefined;
  /** Free text looked for in needs only. */
  readonly need?: string | undefined;
  /** Free text looked for in offers only. */
  readonly offer?: string | undefined;
  /** Free text looked for everywhere: words, what they mean, and nearly words where nothing else is found. */
  readonly q?: string | undefined;
  /** The language of `q`; without it every language is tried. */
  readonly lang?: Language | undefined;
  /** West, south, east, north in degrees, joined by commas. */
  readonly bbox?: string | undefined;
}

/** Organisations of the network. */
export function createActors(http: Http) {
  const list = (params: ActorFilters & PageParams = {}, options?: RequestOptions) =>
    http.send<Page<ActorEntry>>("GET", "/actors", { ...options, query: { ...params } });
  return {
    list,
    all: (params: ActorFilters & PageParams = {}) => allOf(list, params),
    /** How many actors each value of each filter would leave. */
    facets: (filters: ActorFilters = {}, options?: RequestOptions) =>
      http.send<ActorFacets>("GET", "/actors/facets", { ...options, query: { ...filters } }),
    get: (id: ActorId, options?: RequestOptions) => http.send<ActorPage>("GET", `/actors/${id}`, options),
    create: (draft: ActorDraft, options?: RequestOptions) =>
      http.send<Actor>("POST", "/actors", { ...options, body: draft }),
    update: (id: ActorId, patch: ActorPatch, options?: RequestOptions) =>
      http.send<Actor>("PATCH", `/actors/${id}`, { ...options, body: patch }),
    remove: (id: ActorId, options?: RequestOptions) => http.send<void>("DELETE", `/actors/${id}`, options),
    /** The people it may be reached by, all of them; hidden but from those it was introduced to. */
    setContacts: (id: ActorId, contacts: readonly Contact[]) =>
      http.send<{ readonly contacts: readonly Contact[] }>("PATCH", `/actors/${id}/contacts`, { body: { contacts } }),
    /** Says that everything on the sheet is right as of now. */
    verify: (id: ActorId) => http.send<Actor>("POST", `/actors/${id}/verification`, { body: {} }),
    history: (id: ActorId, params: PageParams = {}, options?: RequestOptions) =>
      http.send<Page<SheetChange>>("GET", `/actors/${id}/history`, { ...options, query: { ...params } }),
    /** What is wrong on a sheet that is not one's own. */
    correct: (id: ActorId, draft: CorrectionDraft, options?: RequestOptions) =>
      http.send<Proposal>("POST", `/actors/${id}/corrections`, { ...options, body: draft }),
    /** Asks to speak for an actor. */
    claim: (id: ActorId, draft: ClaimDraft, options?: RequestOptions) =>
      http.send<Proposal>("POST", `/actors/${id}/claims`, { ...options, body: draft }),
    /** Corrections and claims one may decide on, or made oneself; the newest first. */
    proposals: (
      params: { actorId?: ActorId; state?: ProposalState; mine?: boolean; limit?: number } = {},
      options?: RequestOptions,
    ) => http.send<{ readonly items: readonly Proposal[] }>("GET", "/proposals", { ...options, query: { ...params } }),
    decide: (proposalId: string, decision: ProposalDecision) =>
      http.send<Proposal>("POST", `/proposals/${proposalId}/decision`, { body: decision }),
    territories: () => http.send<{ readonly items: readonly Territory[] }>("GET", "/territories"),
    sectors: () => http.send<{ readonly items: readonly Sector[] }>("GET", "/sectors"),
  };
}
