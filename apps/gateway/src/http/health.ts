import { sql } from "kysely";
import type { Db } from "../database/open-database.ts";
import type { App } from "./app.ts";

/** `/healthz`: the process lives. `/readyz`: it can also reach its record. */
export function healthRoutes(app: App, deps: { db: Db; mode: string }): void {
  app.get("/healthz", { schema: { hide: true } }, async () => ({ status: "ok" }));
  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(deps.db);
      return { status: "ready", record: deps.mode };
    } catch {
      return reply.code(503).send({ status: "the record cannot be reached" });
    }
  });
}
