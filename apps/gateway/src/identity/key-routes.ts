import { territoryCodes } from "@milango/core/actors";
import { KeySchema, scopes } from "@milango/core/identity";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { write } from "../http/write.ts";
import { newApiKey } from "./api-keys.ts";
import { absent, authorise, callerOf } from "./request-caller.ts";

/** Keys of programs: made, listed, revoked; the key itself is told once. */
export function keyRoutes(app: App, deps: Deps): void {
  const { db, documents, clock } = deps;

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
        items: rows.map(({ id, label, scopes: held, territories, created_at, expires_at, last_used_at }) => ({
          id,
          label,
          scopes: held,
          territories,
          createdAt: created_at.toISOString(),
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
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Type.String(), key: Type.String({ description: "Shown this once" }) }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      authorise(caller, { act: "keys.write", grants: request.body.scopes });
      // The answer holds the key itself, which is never kept: so no idempotency record is made of it.
      delete request.headers["idempotency-key"];
      return write(deps, request, reply, async ({ trx, note }) => {
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
        note({ act: "key.created", about: { kind: "key", id }, detail: { scopes: request.body.scopes.join(" ") } });
        return { status: 201, body: { id, key } };
      });
    },
  );

  app.delete(
    "/identity/keys/:id",
    { schema: { params: Type.Object({ id: Type.String({ format: "uuid" }) }) } },
    async (request, reply) => {
      authorise(callerOf(request), { act: "keys.write", grants: [] });
      const { id } = request.params;
      await write(deps, request, reply, async ({ trx, note }) => {
        const { numUpdatedRows } = await trx
          .updateTable("api_keys")
          .set({ revoked_at: new Date(clock.now()) })
          .where("id", "=", id)
          .where("revoked_at", "is", null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw absent();
        note({ act: "key.revoked", about: { kind: "key", id } });
        return { status: 204, body: null };
      });
      documents.rightsChanged();
      return reply.code(204).send();
    },
  );
}
