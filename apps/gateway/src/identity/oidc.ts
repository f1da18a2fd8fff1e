import { createHmac, timingSafeEqual } from "node:crypto";
import { MilangoError } from "@milango/core/errors";
import * as client from "openid-client";
import type { Settings } from "../config.ts";

/** What a browser carries to the provider and back: it comes home to the browser that left, within ten minutes. */
interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  readonly until: number;
}

export interface Oidc {
  readonly name: string;
  /** Where to send the browser, and what it is to bring back in a cookie. Throws when the provider does not answer. */
  start(next: string): Promise<{ url: string; cookie: string }>;
  /** Whose browser came back, and where it wanted to go. Throws LINK_INVALID for anything that does not hold. */
  finish(query: string, cookie: string | undefined): Promise<{ email: string; name: string | undefined; next: string }>;
}

const minutes = 10;
const callback = "/api/v1/identity/oidc/callback";

/** Sign-in by an OpenID Connect provider (authorization code with PKCE); nothing when none is set up. */
export function createOidc(options: {
  readonly settings: Settings;
  readonly secret: string;
  readonly publicUrl: string;
  readonly now: () => number;
}): Oidc | undefined {
  const { settings, secret, publicUrl, now } = options;
  const { MILANGO_OIDC_ISSUER: issuer, MILANGO_OIDC_CLIENT_ID: clientId } = settings;
  if (issuer === undefined || clientId === undefined) return undefined;
  let found: Promise<client.Configuration> | undefined;
  /** Asked once; again after a failure. */
  const discover = () => {
    const isPlain = issuer.startsWith("http:");
    found ??= client
      .discovery(new URL(issuer), clientId, settings.MILANGO_OIDC_CLIENT_SECRET, undefined, {
        execute: isPlain ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        found = undefined;
        throw error;
      });
    return found;
  };
  const seal = (text: string) => createHmac("sha256", secret).update(`oidc ${text}`).digest();

  return {
    name: settings.MILANGO_OIDC_NAME,
    async start(next) {
      const config = await discover();
      const verifier = client.randomPKCECodeVerifier();
      const journey: Journey = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier,
        next,
        until: now() + minutes * 60_000,
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: `${publicUrl}${callback}`,
        scope: "openid email profile",
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      const text = Buffer.from(JSON.stringify(journey)).toString("base64url");
      return { url: url.href, cookie: `${text}.${seal(text).toString("base64url")}` };
    },
    async finish(query, cookie) {
      const journey = readJourney(cookie);
      if (journey === undefined || journey.until < now()) throw invalid("Start the sign-in again.");
      let claims: { readonly [name: string]: unknown };
      try {
        const config = await discover();
        const tokens = await client.authorizationCodeGrant(config, new URL(`${publicUrl}${callback}?${query}`), {
          pkceCodeVerifier: journey.verifier,
          expectedState: journey.state,
          expectedNonce: journey.nonce,
        });
        const told = tokens.claims();
        // Some providers say more of a person when they are asked a second time.
        claims =
          told?.email === undefined && told !== undefined
            ? await client.fetchUserInfo(config, tokens.access_token, told.sub)
            : (told ?? {});
      } catch (cause) {
        throw invalid("The provider's answer does not hold; start the sign-in again.", cause);
      }
      // An address the provider has not proven could be anybody's.
      if (typeof claims.email !== "string" || claims.email_verified !== true)
        throw invalid("The provider does not vouch for an e-mail address of this account.");
      const name = typeof claims.name === "string" ? claims.name.trim().slice(0, 120) : undefined;
      return { email: claims.email.toLowerCase(), name, next: journey.next };
    },
  };

  function readJourney(cookie: string | undefined): Journey | undefined {
    const [text = "", given = ""] = cookie?.split(".") ?? [];
    const [made, sent] = [seal(text), Buffer.from(given, "base64url")];
    if (sent.length !== made.length || !timingSafeEqual(made, sent)) return undefined;
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Journey;
  }
}

function invalid(detail: string, cause?: unknown): MilangoError {
  return new MilangoError("LINK_INVALID", detail, { cause });
}
