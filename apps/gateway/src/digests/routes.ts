import { MilangoError } from "@milango/core/errors";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { readStopToken } from "./stop-token.ts";

const token = Type.Object({ token: Type.String({ minLength: 20, maxLength: 200 }) }, { additionalProperties: false });
const config = { rateLimit: { max: 60, timeWindow: 60_000 } };
type Tools = Pick<Deps, "db"> & { readonly secret: string };

/** `POST /digests/stop`: by the token of a digest, without signing in. */
export function digestRoutes(app: App, tools: Tools): void {
  app.post("/digests/stop", { schema: { body: token }, config }, async (request, reply) => {
    await stop(tools, request.body.token);
    return reply.code(204).send();
  });
}

/** `POST /digest/stop?token=…`, outside the API: what mail programs send for one press of theirs (RFC 8058). */
export function oneClickRoute(app: App, tools: Tools): void {
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string", bodyLimit: 1024 }, (_, __, done) =>
    done(null, undefined),
  );
  app.post("/digest/stop", { schema: { querystring: token, hide: true }, config }, async (request, reply) => {
    await stop(tools, request.query.token);
    return reply.code(204).send();
  });
}

async function stop({ db, secret }: Tools, given: string): Promise<void> {
  const personId = readStopToken(secret, given);
  if (personId === undefined) throw new MilangoError("LINK_INVALID", "Take the link from the last digest.");
  await db.updateTable("people").set({ digest: "never" }).where("id", "=", personId).execute();
}
