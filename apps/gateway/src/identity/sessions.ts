import { AsyncLocalStorage } from "node:async_hooks";
import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins";
import type { Db } from "../database/open-database.ts";
import type { NewId } from "../ports.ts";

export const linkMinutes = 15;
const sessionDays = 30;

export interface Sessions {
  /** A single-use sign-in token for an address, kept hashed; whoever reads the mail may turn it into a session. */
  mintToken(email: string): Promise<string>;
  /** Turns a token into a session; the Set-Cookie values, or nothing when the token is unknown, used or expired. */
  redeem(token: string, headers: Headers): Promise<string[] | undefined>;
  /** The session a request carries, rolled on when it is old; nothing when there is none that holds. */
  read(headers: Headers): Promise<{ sessionId: string; personId: string } | undefined>;
  /** Ends the session a request carries; the Set-Cookie values that clear it. */
  end(headers: Headers): Promise<string[]>;
}

/**
 * Sessions by better-auth, whose own HTTP handler stays unmounted: our routes call it, so that a link is consumed only by
 * a POST from our page and a mail scanner that opens it burns nothing.
 */
export function createSessions(options: { db: Db; secret: string; publicUrl: string; newId: NewId }): Sessions {
  const minting = new AsyncLocalStorage<{ token?: string }>();
  const dates = { createdAt: "created_at", updatedAt: "updated_at" };
  const auth = betterAuth({
    database: { db: options.db, type: "postgres" },
    secret: options.secret,
    baseURL: options.publicUrl,
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: "milango",
      useSecureCookies: options.publicUrl.startsWith("https:"),
      database: { generateId: () => options.newId() },
      ipAddress: { ipAddressHeaders: ["x-milango-address"] },
    },
    user: { modelName: "people", fields: { emailVerified: "email_verified", ...dates } },
    session: {
      modelName: "sessions",
      fields: {
        userId: "person_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...dates,
      },
      expiresIn: sessionDays * 24 * 3600,
      updateAge: 24 * 3600,
    },
    account: {
      modelName: "accounts",
      fields: {
        userId: "person_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        ...dates,
      },
    },
    verification: { modelName: "verifications", fields: { expiresAt: "expires_at", ...dates } },
    plugins: [
      magicLink({
        expiresIn: linkMinutes * 60,
        storeToken: "hashed",
        sendMagicLink: ({ token }) => {
          const slot = minting.getStore();
          if (slot !== undefined) slot.token = token;
        },
      }),
    ],
  });

  return {
    async mintToken(email) {
      const slot: { token?: string } = {};
      await minting.run(slot, () => auth.api.signInMagicLink({ body: { email }, headers: new Headers() }));
      if (slot.token === undefined) throw new Error("No sign-in token was made");
      return slot.token;
    },
    async redeem(token, headers) {
      try {
        const { headers: answered } = await auth.api.magicLinkVerify({
          query: { token },
          headers,
          returnHeaders: true,
        });
        const cookies = answered.getSetCookie();
        return cookies.length === 0 ? undefined : cookies;
      } catch (error) {
        // A bad token is answered by a redirect or a 4xx of its own; anything else is a failure of ours.
        const status = (error as { statusCode?: number }).statusCode;
        if (status !== undefined && status < 500) return undefined;
        throw error;
      }
    },
    async read(headers) {
      if (!headers.has("cookie")) return undefined;
      const found = await auth.api.getSession({ headers });
      return found === null ? undefined : { sessionId: found.session.id, personId: found.user.id };
    },
    async end(headers) {
      const { headers: answered } = await auth.api.signOut({ headers, returnHeaders: true });
      return answered.getSetCookie();
    },
  };
}
