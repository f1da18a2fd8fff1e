import type { WorkshopId } from "@milango/core/identity";
import type { Comment, CommentDraft, CommentPatch } from "@milango/core/workshops";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

type CommentParams = { readonly block?: string | undefined } & PageParams;

/** Remarks on workshops and on the blocks of their agendas. */
export function createComments(http: Http) {
  const list = (workshopId: WorkshopId, params: CommentParams = {}, options?: RequestOptions) =>
    http.send<Page<Comment>>("GET", `/workshops/${workshopId}/comments`, { ...options, query: { ...params } });
  return {
    /** Oldest first. */
    list,
    all: (workshopId: WorkshopId, params: CommentParams = {}) =>
      allOf((page: CommentParams, options?: RequestOptions) => list(workshopId, page, options), params),
    create: (workshopId: WorkshopId, draft: CommentDraft, options?: RequestOptions) =>
      http.send<Comment>("POST", `/workshops/${workshopId}/comments`, { ...options, body: draft }),
    update: (id: string, patch: CommentPatch, options?: RequestOptions) =>
      http.send<Comment>("PATCH", `/comments/${id}`, { ...options, body: patch }),
    /** With a first comment goes its thread. */
    remove: (id: string, options?: RequestOptions) => http.send<void>("DELETE", `/comments/${id}`, options),
  };
}
