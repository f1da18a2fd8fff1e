import type { Me } from "@milango/core/identity";
import type {
  AcceptInvitation,
  AuditEntry,
  Invitation,
  InvitationDraft,
  Member,
  Members,
  OpenedInvitation,
} from "@milango/core/members";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

/** Where roles are held: one workshop, one actor, or the network. */
export type PlaceName =
  | { readonly in: "workshop" | "actor"; readonly of: string }
  | { readonly in: "network"; readonly of?: undefined };

type AuditParams = {
  readonly territory?: string | undefined;
  /** Only what the caller did. */
  readonly mine?: boolean | undefined;
} & PageParams;

/** Who belongs where, how they are asked in, and who did what. */
export function createMembers(http: Http) {
  const audit = (params: AuditParams = {}, options?: RequestOptions) =>
    http.send<Page<AuditEntry>>("GET", "/audit", { ...options, query: { ...params } });
  return {
    list: (place: PlaceName, options?: RequestOptions) =>
      http.send<Members>("GET", "/members", { ...options, query: { ...place } }),
    change: (id: string, role: string) => http.send<Member>("PATCH", `/members/${id}`, { body: { role } }),
    /** Takes the role away; also one's own. */
    remove: (id: string) => http.send<void>("DELETE", `/members/${id}`),
    /** By mail to one person, or a link (`link` is in this answer alone). */
    invite: (draft: InvitationDraft, options?: RequestOptions) =>
      http.send<Invitation>("POST", "/invitations", { ...options, body: draft }),
    revoke: (invitationId: string) => http.send<void>("DELETE", `/invitations/${invitationId}`),
    /** What a token invites to; throws INVITATION_INVALID. */
    open: (token: string, options?: RequestOptions) =>
      http.send<OpenedInvitation>("POST", "/invitations/open", { ...options, body: { token } }),
    /** Takes the role, and opens a session for a new person. `to` is a path of the workspace. */
    accept: (body: AcceptInvitation) =>
      http.send<{ readonly me: Me; readonly to: string }>("POST", "/invitations/accept", { body }),
    audit,
    auditAll: (params: AuditParams = {}) => allOf(audit, params),
  };
}
