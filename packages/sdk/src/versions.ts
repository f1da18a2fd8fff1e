import type {
  DocumentVersion,
  DocumentVersionContentSchema,
  DocumentVersionDraft,
  DocumentVersionPatch,
} from "@milango/core/documents";
import type { Static } from "typebox";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

/** A version with what it says, as one Yjs update V1. */
export interface DocumentVersionContent extends DocumentVersion {
  readonly update: Uint8Array<ArrayBuffer>;
}

/** Kept states of live documents. */
export function createVersions(http: Http) {
  const list = (documentId: string, params: PageParams = {}, options?: RequestOptions) =>
    http.send<Page<DocumentVersion>>("GET", `/documents/${documentId}/versions`, { ...options, query: { ...params } });
  return {
    /** Newest first. */
    list,
    all: (documentId: string, params: PageParams = {}) =>
      allOf((page: PageParams, options?: RequestOptions) => list(documentId, page, options), params),
    /** Keeps the document as it is now. */
    create: (documentId: string, draft: DocumentVersionDraft = {}, options?: RequestOptions) =>
      http.send<DocumentVersion>("POST", `/documents/${documentId}/versions`, { ...options, body: draft }),
    async get(documentId: string, id: string, options?: RequestOptions): Promise<DocumentVersionContent> {
      const { update, ...version } = await http.send<Static<typeof DocumentVersionContentSchema>>(
        "GET",
        `/documents/${documentId}/versions/${id}`,
        options,
      );
      return { ...version, update: Uint8Array.from(atob(update), (byte) => byte.charCodeAt(0)) };
    },
    rename: (documentId: string, id: string, patch: DocumentVersionPatch, options?: RequestOptions) =>
      http.send<DocumentVersion>("PATCH", `/documents/${documentId}/versions/${id}`, { ...options, body: patch }),
    /**
     * Makes the document say again what it said then: a forward change by the server, after it kept the present as a
     * version. Resolves with the position of the change. In an open document rather use `restoreDocument` on its
     * `doc`, which its own undo can take back.
     */
    restore: (documentId: string, id: string, options?: RequestOptions) =>
      http.send<{ readonly position: number }>("POST", `/documents/${documentId}/versions/${id}/restore`, options),
  };
}
