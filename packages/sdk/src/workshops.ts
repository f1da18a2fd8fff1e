import type { PersonCard, WorkshopId } from "@milango/core/identity";
import type { Agenda, Workshop, WorkshopDraft, WorkshopPatch } from "@milango/core/workshops";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

type WorkshopParams = { readonly when?: "next" | "past" | undefined } & PageParams;

/** Gatherings and their agendas; what is edited live is in `documents`. */
export function createWorkshops(http: Http) {
  const list = (params: WorkshopParams = {}, options?: RequestOptions) =>
    http.send<Page<Workshop>>("GET", "/workshops", { ...options, query: { ...params } });
  return {
    list,
    all: (params: WorkshopParams = {}) => allOf(list, params),
    create: (draft: WorkshopDraft, options?: RequestOptions) =>
      http.send<Workshop>("POST", "/workshops", { ...options, body: draft }),
    get: (id: WorkshopId, options?: RequestOptions) => http.send<Workshop>("GET", `/workshops/${id}`, options),
    update: (id: WorkshopId, patch: WorkshopPatch, options?: RequestOptions) =>
      http.send<Workshop>("PATCH", `/workshops/${id}`, { ...options, body: patch }),
    remove: (id: WorkshopId, options?: RequestOptions) => http.send<void>("DELETE", `/workshops/${id}`, options),
    /** Those who write in it by name: who holds a role in it, and who acts for an actor that takes part. */
    people: (id: WorkshopId, options?: RequestOptions) =>
      http.send<{ readonly items: readonly PersonCard[] }>("GET", `/workshops/${id}/people`, options),
    /** Every block with its hours in each territory. */
    agenda: (id: WorkshopId, options?: RequestOptions) => http.send<Agenda>("GET", `/workshops/${id}/agenda`, options),
  };
}
