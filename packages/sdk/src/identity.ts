import type { TerritoryCode } from "@milango/core/actors";
import type { ApiKey, DigestPace, Me, PersonSession, Scope } from "@milango/core/identity";
import type { Language } from "@milango/core/text";
import type { Http, RequestOptions } from "./http.ts";

/** A demo person anybody may become, where the installation is a demonstration. */
export interface Persona {
  readonly id: "saint-martin" | "costa-rica";
  readonly name: string;
  readonly territory: string;
  readonly language: Language;
}

/** What a sign-in page must know of the installation. */
export interface IdentitySettings {
  readonly demo: boolean;
  readonly personas: readonly Persona[];
}

/** The proof that an e-mail address is one's own: the link's token, or the six digits. */
export type SignInProof = { readonly token: string } | { readonly email: string; readonly code: string };

/** People and their sessions. */
export function createIdentity(http: Http) {
  return {
    settings: (options?: RequestOptions) => http.send<IdentitySettings>("GET", "/identity/settings", options),
    /** Sends a link and a code to an address. Says nothing about whether the address is known. */
    signIn: (draft: { email: string; language?: Language }) =>
      http.send<Record<string, never>>("POST", "/identity/sign-in", { body: draft }),
    /** Opens the session; throws LINK_INVALID. */
    confirm: (proof: SignInProof) => http.send<Me>("POST", "/identity/sessions", { body: proof }),
    /** Opens a session as a demo person. */
    become: (persona: Persona["id"]) => http.send<Me>("POST", "/identity/demo-sessions", { body: { persona } }),
    /** The signed-in person; throws SIGN_IN_REQUIRED. */
    me: (options?: RequestOptions) => http.send<Me>("GET", "/identity/me", options),
    update: (patch: { name?: string; language?: Language; territory?: TerritoryCode; digest?: DigestPace }) =>
      http.send<Me>("PATCH", "/identity/me", { body: patch }),
    /** Where the person is signed in, the latest first. */
    sessions: (options?: RequestOptions) =>
      http.send<{ readonly items: readonly PersonSession[] }>("GET", "/identity/sessions", options),
    endSession: (id: string) => http.send<void>("DELETE", `/identity/sessions/${id}`),
    endOtherSessions: () => http.send<void>("DELETE", "/identity/sessions"),
    keys: (options?: RequestOptions) =>
      http.send<{ readonly items: readonly ApiKey[] }>("GET", "/identity/keys", options),
    /** The key itself is in this answer alone. */
    createKey: (draft: {
      label: string;
      scopes: readonly Scope[];
      territories?: readonly TerritoryCode[];
      expiresAt?: string;
    }) => http.send<{ readonly id: string; readonly key: string }>("POST", "/identity/keys", { body: draft }),
    revokeKey: (id: string) => http.send<void>("DELETE", `/identity/keys/${id}`),
    /** Ends the digests of whoever holds this token, which each of them carries. */
    stopDigest: (token: string) => http.send<void>("POST", "/digests/stop", { body: { token } }),
    signOut: () => http.send<void>("DELETE", "/identity/sessions/current"),
  };
}
