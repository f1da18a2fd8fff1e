import { territoryCodes } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import { type Caller, MeSchema, scopes } from "@milango/core/identity";
import { isLocale, LanguageSchema } from "@milango/core/text";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { write } from "../http/write.ts";
import { newApiKey } from "./api-keys.ts";
import { personas } from "./demo/personas.ts";
import { isFromDemoHost } from "./loopback.ts";
import type { Mailer } from "./mailer.ts";
import { readMe } from "./me.ts";
import { absent, authorise, callerOf } from "./request-caller.ts";
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
const KeySchema = Type.Object({
  id: Type.String(),
  label: Type.String(),
  scopes: Type.Array(Type.String()),
  territories: Type.Union([Type.Array(Type.String()), Type.Null()]),
  expiresAt: Type.Union([Type.String(), Type.Null()]),
  lastUsedAt: Type.Union([Type.String(), Type.Null()]),
});

export function identityRoutes(app: App, deps: Deps & { mailer: Mailer | undefined }): void {
  const { db, identity, documents, settings, clock, publicUrl } = deps;
  const isDemo = (request: FastifyRequest) =>
    settings.MILANGO_DEMO && isFromDemoHost(request, settings.MILANGO_DEMO_HOSTS);

  /** Answers with the person of a fresh session and its cookie. */
  const enter = async (request: FastifyRequest, reply: FastifyReply, token: string) => {
    const agent = request.headers["user-agent"] ?? "";
    const headers = new Headers({
      "x-milango-address": request.ip,
      "user-agent": agent.replaceAll(/[^\x20-\x7e]/g, ""),
    });
    const cookies = await identity.sessions.redeem(token, headers);
    if (cookies === undefined)
      throw new MilangoError("LINK_INVALID", "Ask for a new link; each works once, for 15 minutes.");
    reply.header("set-cookie", cookies);
    const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
    return readMe(db, personOnly(await identity.callerFrom({ cookie })));
  };

  app.get(
    "/identity/settings",
    { schema: { response: { 200: Type.Object({ demo: Type.Boolean(), personas: Type.Array(PersonaSchema) }) } } },
    async (request) => ({ demo: isDemo(request), personas: isDemo(request) ? [...personas] : [] }),
  );

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

  app.delete("/identity/sessions/current", async (request, reply) => {
    personOnly(callerOf(request));
    const { cookie = "" } = request.headers;
    reply.header("set-cookie", await identity.sessions.end(new Headers({ cookie })));
    documents.rightsChanged();
    return reply.code(204).send();
  });

  app.get(
    "/identity/keys",
    { schema: { response: { 200: Type.Object({ items: Type.Array(KeySchema) }) } } },
    async (request) => {
      authorise(callerOf(request), { act: "keys.write", grants: [] });
      const rows = await db
        .selectFrom("api_keys")
        .selectAll()
        .where("revoked_at", "is", null)
        .orderBy("id")
        .limit(500)
        .execute();
      return {
        items: rows.map(({ id, label, scopes: held, territories, expires_at, last_used_at }) => ({
          id,
          label,
          scopes: held,
          territories,
          expiresAt: expires_at?.toISOString() ?? null,
          lastUsedAt: last_used_at?.toISOString() ?? null,
        })),
      };
    },
  );

  app.post(
    "/identity/keys",
    {
      schema: {
        body: Type.Object(
          {
            label: Type.String({ minLength: 1, maxLength: 120 }),
            scopes: Type.Array(Type.Enum(scopes), { minItems: 1, uniqueItems: true }),
            territories: Type.Optional(Type.Array(Type.Enum(territoryCodes), { minItems: 1, uniqueItems: true })),
            expiresAt: Type.Optional(Type.String({ format: "date-time" })),
          },
          strict,
        ),
        response: { 201: Type.Object({ id: Type.String(), key: Type.String({ description: "Shown this once" }) }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      authorise(caller, { act: "keys.write", grants: request.body.scopes });
      // The answer holds the key itself, which is never kept: so no idempotency record is made of it.
      delete request.headers["idempotency-key"];
      return write(deps, request, reply, async ({ trx }) => {
        const { key, hash } = newApiKey();
        const id = deps.newId();
        const { label, territories, expiresAt } = request.body;
        await trx
          .insertInto("api_keys")
          .values({
            id,
            label,
            hash,
            scopes: request.body.scopes,
            territories: territories ?? null,
            created_by: caller.kind === "person" ? caller.personId : null,
            expires_at: expiresAt ?? null,
            last_used_at: null,
            revoked_at: null,
          })
          .execute();
        return { status: 201, body: { id, key } };
      });
    },
  );

  app.delete(
    "/identity/keys/:id",
    { schema: { params: Type.Object({ id: Type.String({ format: "uuid" }) }) } },
    async (request, reply) => {
      authorise(callerOf(request), { act: "keys.write", grants: [] });
      const { numUpdatedRows } = await db
        .updateTable("api_keys")
        .set({ revoked_at: new Date(clock.now()) })
        .where("id", "=", request.params.id)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw absent();
      documents.rightsChanged();
      return reply.code(204).send();
    },
  );
}

function personOnly(caller: Caller): Extract<Caller, { kind: "person" }> {
  if (caller.kind !== "person") throw new MilangoError("SIGN_IN_REQUIRED", "Sign in as a person to see this.");
  return caller;
}
