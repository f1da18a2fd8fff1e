import { MilangoError } from "@milango/core/errors";
import { MeSchema, PasskeySchema } from "@milango/core/identity";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { write } from "../http/write.ts";
import { readMe } from "./me.ts";
import { openSession, personOnly } from "./open-session.ts";
import { createPasskeys } from "./passkeys.ts";
import { absent, callerOf } from "./request-caller.ts";

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
/** What browsers send is the standard's, and grows; what is needed of it is checked when it is verified. */
const open = { additionalProperties: true };
const signed = {
  id: text(1400),
  rawId: text(1400),
  type: Type.Literal("public-key"),
  clientExtensionResults: Type.Object({}, open),
};
const RegistrationSchema = Type.Object(
  { ...signed, response: Type.Object({ clientDataJSON: text(8000), attestationObject: text(60_000) }, open) },
  open,
);
const SignatureSchema = Type.Object(
  {
    ...signed,
    response: Type.Object({ clientDataJSON: text(8000), authenticatorData: text(8000), signature: text(8000) }, open),
  },
  open,
);
/** Options for `navigator.credentials`, as JSON (WebAuthn Level 3). */
const OptionsSchema = Type.Unsafe<object>(Type.Object({ challenge: Type.String() }, open));
const limit = { rateLimit: { max: 30, timeWindow: 60_000 } };

export function passkeyRoutes(app: App, deps: Deps & { readonly origins: ReadonlySet<string> }): void {
  const { db } = deps;
  const passkeys = createPasskeys(deps);
  /** A person who can be found again: a guest has no address to fall back on. */
  const person = async (request: FastifyRequest) => {
    const caller = personOnly(callerOf(request));
    if (caller.guest === true) throw new MilangoError("STATE_CONFLICT", "Make an account first.");
    return db
      .selectFrom("people")
      .select(["id", "name", "email"])
      .where("id", "=", caller.personId)
      .executeTakeFirstOrThrow();
  };

  app.get(
    "/identity/passkeys",
    { schema: { response: { 200: Type.Object({ items: Type.Array(PasskeySchema) }) } } },
    async (request) => {
      const { personId } = personOnly(callerOf(request));
      const rows = await db
        .selectFrom("passkeys")
        .selectAll()
        .where("person_id", "=", personId)
        .orderBy("created_at")
        .execute();
      return {
        items: rows.map(({ id, label, created_at, last_used_at }) => ({
          id,
          label,
          createdAt: created_at.toISOString(),
          lastUsedAt: last_used_at?.toISOString() ?? null,
        })),
      };
    },
  );

  app.post(
    "/identity/passkeys/options",
    { schema: { response: { 200: OptionsSchema } }, config: limit },
    async (request) => passkeys.registrationOptions(await person(request)),
  );

  app.post(
    "/identity/passkeys",
    {
      schema: {
        body: Type.Object({ credential: RegistrationSchema, label: text(120) }, { additionalProperties: false }),
        response: { 201: Type.Object({ id: Type.String() }) },
      },
      config: limit,
    },
    async (request, reply) => {
      const { id: personId } = await person(request);
      const response = request.body.credential as unknown as RegistrationResponseJSON;
      const credential = await passkeys.verifyNew(personId, response);
      // A challenge works once: the answer to it is no request to repeat.
      delete request.headers["idempotency-key"];
      return write(deps, request, reply, async (unit) => {
        await passkeys.keep(unit, personId, credential, request.body.label);
        return { status: 201, body: { id: credential.id } };
      });
    },
  );

  app.delete(
    "/identity/passkeys/:id",
    { schema: { params: Type.Object({ id: text(1400) }) } },
    async (request, reply) => {
      const { personId } = personOnly(callerOf(request));
      return write(deps, request, reply, async ({ trx, note }) => {
        const { numDeletedRows } = await trx
          .deleteFrom("passkeys")
          .where("person_id", "=", personId)
          .where("id", "=", request.params.id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw absent();
        note({ act: "passkey.removed", about: { kind: "person", id: personId } });
        return { status: 204, body: null };
      });
    },
  );

  app.post(
    "/identity/passkey-sessions/options",
    { schema: { response: { 200: OptionsSchema } }, config: limit },
    async () => passkeys.signInOptions(),
  );

  app.post(
    "/identity/passkey-sessions",
    { schema: { body: SignatureSchema, response: { 200: MeSchema } }, config: limit },
    async (request, reply) => {
      const email = await passkeys.whoSigned(request.body as unknown as AuthenticationResponseJSON);
      return readMe(db, await openSession(deps, request, reply, await deps.identity.sessions.mintToken(email)));
    },
  );
}
