import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import type { Oidc } from "./oidc.ts";
import { openSession } from "./open-session.ts";

const cookieName = "milango.oidc";
const path = "/api/v1/identity/oidc";
const limit = { rateLimit: { max: 30, timeWindow: 60_000 } };

/** Two addresses a browser walks through: to the provider, and home again. They are pages, not part of the API. */
export function oidcRoutes(app: App, deps: Deps & { readonly oidc: Oidc | undefined }): void {
  const { db, oidc, log, publicUrl } = deps;
  if (oidc === undefined) return;
  const attributes = `Path=${path}; HttpOnly; SameSite=Lax${publicUrl.startsWith("https:") ? "; Secure" : ""}`;

  app.get(
    "/identity/oidc/start",
    {
      schema: { hide: true, querystring: Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) }) },
      config: limit,
    },
    async (request, reply) => {
      const { next = "/workshops" } = request.query;
      try {
        // Only an address of this site: a link must not lead elsewhere after signing in.
        const { url, cookie } = await oidc.start(/^\/(?![/\\])/.test(next) ? next : "/workshops");
        reply.header("set-cookie", `${cookieName}=${cookie}; Max-Age=600; ${attributes}`);
        return reply.redirect(url);
      } catch (error) {
        log.warn("oidc: the provider does not answer", { reason: String(error) });
        return reply.redirect("/sign-in?failed=provider");
      }
    },
  );

  app.get("/identity/oidc/callback", { schema: { hide: true }, config: limit }, async (request, reply) => {
    const cookie = new RegExp(`(?:^|; )${cookieName}=([^;]+)`).exec(request.headers.cookie ?? "")?.[1];
    try {
      const { email, name, next } = await oidc.finish(request.url.split("?")[1] ?? "", cookie);
      const caller = await openSession(deps, request, reply, await deps.identity.sessions.mintToken(email));
      if (name !== undefined && name !== "")
        await db.updateTable("people").set({ name }).where("id", "=", caller.personId).where("name", "=", "").execute();
      const session = [reply.getHeader("set-cookie")].flat().map(String);
      reply.header("set-cookie", [...session, `${cookieName}=; Max-Age=0; ${attributes}`]);
      return reply.redirect(next);
    } catch (error) {
      log.warn("oidc: a sign-in did not hold", { reason: String(error) });
      return reply.redirect("/sign-in?failed=provider");
    }
  });
}
