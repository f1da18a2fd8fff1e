import { SessionSchema } from "@milango/core/identity";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { write } from "../http/write.ts";
import { personOnly } from "./open-session.ts";
import { absent, callerOf } from "./request-caller.ts";

/** Where somebody is signed in, and how to end that. */
export function sessionRoutes(app: App, deps: Deps): void {
  const { db, clock, identity, documents } = deps;

  app.get(
    "/identity/sessions",
    { schema: { response: { 200: Type.Object({ items: Type.Array(SessionSchema) }) } } },
    async (request) => {
      const caller = personOnly(callerOf(request));
      const rows = await db
        .selectFrom("sessions")
        .select(["id", "user_agent", "created_at", "updated_at"])
        .where("person_id", "=", caller.personId)
        .where("expires_at", ">", new Date(clock.now()))
        .orderBy("updated_at", "desc")
        .limit(100)
        .execute();
      return {
        items: rows.map(({ id, user_agent, created_at, updated_at }) => ({
          id,
          current: id === caller.sessionId,
          userAgent: user_agent ?? "",
          createdAt: created_at.toISOString(),
          lastSeenAt: updated_at.toISOString(),
        })),
      };
    },
  );

  app.delete("/identity/sessions/current", async (request, reply) => {
    personOnly(callerOf(request));
    const { cookie = "" } = request.headers;
    reply.header("set-cookie", await identity.sessions.end(new Headers({ cookie })));
    documents.rightsChanged();
    return reply.code(204).send();
  });

  /** Ends every other session of the person. */
  app.delete("/identity/sessions", async (request, reply) => {
    const caller = personOnly(callerOf(request));
    await write(deps, request, reply, async ({ trx, note }) => {
      await trx
        .deleteFrom("sessions")
        .where("person_id", "=", caller.personId)
        .where("id", "!=", caller.sessionId)
        .execute();
      note({ act: "session.revoked", about: { kind: "person", id: caller.personId } });
      return { status: 204, body: null };
    });
    documents.rightsChanged();
    return reply.code(204).send();
  });

  app.delete(
    "/identity/sessions/:id",
    { schema: { params: Type.Object({ id: Type.String({ format: "uuid" }) }) } },
    async (request, reply) => {
      const caller = personOnly(callerOf(request));
      await write(deps, request, reply, async ({ trx, note }) => {
        const { numDeletedRows } = await trx
          .deleteFrom("sessions")
          .where("person_id", "=", caller.personId)
          .where("id", "=", request.params.id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw absent();
        note({ act: "session.revoked", about: { kind: "person", id: caller.personId } });
        return { status: 204, body: null };
      });
      documents.rightsChanged();
      return reply.code(204).send();
    },
  );
}
