import type { TerritoryCode } from "@milango/core/actors";
import type { ApiKey, DigestPace, Me, Passkey, PersonSession, Scope } from "@milango/core/identity";
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
  /** What the OpenID Connect provider is called, where there is one: `/api/v1/identity/oidc/start?next=` leads to it. */
  readonly provider: string | null;
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
    passkeys: (options?: RequestOptions) =>
      http.send<{ readonly items: readonly Passkey[] }>("GET", "/identity/passkeys", options),
    /** Options for `navigator.credentials.create`, as JSON. */
    passkeyOptions: () => http.send<object>("POST", "/identity/passkeys/options"),
    /** Keeps what `navigator.credentials.create` answered, as JSON. */
    addPasskey: (draft: { credential: object; label: string }) =>
      http.send<{ readonly id: string }>("POST", "/identity/passkeys", { body: draft }),
    removePasskey: (id: string) => http.send<void>("DELETE", `/identity/passkeys/${encodeURIComponent(id)}`),
    /** Options for `navigator.credentials.get`, as JSON. */
    passkeySignInOptions: () => http.send<object>("POST", "/identity/passkey-sessions/options"),
    /** Opens a session by what `navigator.credentials.get` answered, as JSON; throws PASSKEY_INVALID. */
    signInByPasskey: (credential: object) => http.send<Me>("POST", "/identity/passkey-sessions", { body: credential }),
    /** Ends the digests of whoever holds this token, which each of them carries. */
    stopDigest: (token: string) => http.send<void>("POST", "/digests/stop", { body: { token } }),
    signOut: () => http.send<void>("DELETE", "/identity/sessions/current"),
  };
}
