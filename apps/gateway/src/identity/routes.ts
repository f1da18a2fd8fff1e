import { TerritoryCodeSchema } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import { digestPaces, MeSchema } from "@milango/core/identity";
import { isLocale, LanguageSchema } from "@milango/core/text";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import type { Mailer } from "../mail/mailer.ts";
import { guestDomain } from "./adopt-guest.ts";
import { personas } from "./demo/personas.ts";
import { isFromDemoHost } from "./loopback.ts";
import { readMe } from "./me.ts";
import type { Oidc } from "./oidc.ts";
import { openSession, personOnly } from "./open-session.ts";
import { absent, callerOf } from "./request-caller.ts";
import { consumeCode, issueCode } from "./sign-in-codes.ts";
import { signInMail } from "./sign-in-mail.ts";

const email = Type.String({ format: "email", maxLength: 200 });
const strict = { additionalProperties: false };
const signInLimit = { rateLimit: { max: 20, timeWindow: 60_000 } };
const PersonaSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  territory: Type.String(),
  language: Type.String(),
});
const SettingsSchema = Type.Object({
  demo: Type.Boolean(),
  personas: Type.Array(PersonaSchema),
  /** What the OpenID Connect provider is called, where there is one. */
  provider: Type.Union([Type.String(), Type.Null()]),
});

export function identityRoutes(app: App, deps: Deps & { mailer: Mailer | undefined; oidc: Oidc | undefined }): void {
  const { db, identity, settings, clock, publicUrl } = deps;
  const isDemo = (request: FastifyRequest) =>
    settings.MILANGO_DEMO && isFromDemoHost(request, settings.MILANGO_DEMO_HOSTS);

  const enter = async (request: FastifyRequest, reply: FastifyReply, token: string) =>
    readMe(db, await openSession(deps, request, reply, token));

  app.get("/identity/settings", { schema: { response: { 200: SettingsSchema } } }, async (request) => ({
    demo: isDemo(request),
    personas: isDemo(request) ? [...personas] : [],
    provider: deps.oidc?.name ?? null,
  }));

  app.post(
    "/identity/sign-in",
    {
      schema: { body: Type.Object({ email, language: Type.Optional(LanguageSchema) }, strict) },
      config: signInLimit,
    },
    async (request, reply) => {
      if (deps.mailer === undefined)
        throw new MilangoError("STATE_CONFLICT", "No mail server is set up here (SMTP_URL).");
      const address = request.body.email.toLowerCase();
      const { language } = request.body;
      // Nobody reads mail there; the answer is the same as for everybody.
      if (address.endsWith(guestDomain)) return reply.code(202).send({});
      const token = await identity.sessions.mintToken(address);
      const code = await issueCode(db, clock, address);
      const link = `${publicUrl}/sign-in?token=${encodeURIComponent(token)}`;
      await deps.mailer.send(signInMail(address, isLocale(language) ? language : "fr", link, code));
      return reply.code(202).send({});
    },
  );

  app.post(
    "/identity/sessions",
    {
      schema: {
        body: Type.Union([
          Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
          Type.Object({ email, code: Type.String({ pattern: "^\\d{6}$" }) }, strict),
        ]),
        response: { 200: MeSchema },
      },
      config: signInLimit,
    },
    async (request, reply) => {
      const { body } = request;
      if ("token" in body) return enter(request, reply, body.token);
      const address = body.email.toLowerCase();
      if (!(await consumeCode(db, clock, address, body.code))) {
        throw new MilangoError("LINK_INVALID", "The code is wrong, used or older than 15 minutes; ask for a new one.");
      }
      return enter(request, reply, await identity.sessions.mintToken(address));
    },
  );

  app.post(
    "/identity/demo-sessions",
    { schema: { body: Type.Object({ persona: Type.String({ maxLength: 40 }) }, strict), response: { 200: MeSchema } } },
    async (request, reply) => {
      const persona = personas.find(({ id }) => id === request.body.persona);
      if (!isDemo(request) || persona === undefined) throw absent();
      return enter(request, reply, await identity.sessions.mintToken(persona.email));
    },
  );

  app.get("/identity/me", { schema: { response: { 200: MeSchema } } }, async (request) =>
    readMe(db, personOnly(callerOf(request))),
  );

  app.patch(
    "/identity/me",
    {
      schema: {
        body: Type.Object(
          {
            name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
            language: Type.Optional(LanguageSchema),
            territory: Type.Optional(TerritoryCodeSchema),
            digest: Type.Optional(Type.Enum(digestPaces)),
          },
          { ...strict, minProperties: 1 },
        ),
        response: { 200: MeSchema },
      },
    },
    async (request) => {
      const caller = personOnly(callerOf(request));
      const changed = { ...request.body, updated_at: new Date(clock.now()) };
      await db.updateTable("people").set(changed).where("id", "=", caller.personId).execute();
      return readMe(db, caller);
    },
  );
}
