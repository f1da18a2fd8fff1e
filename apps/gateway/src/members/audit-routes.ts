import { type AuditEntry, AuditEntrySchema } from "@milango/core/members";
import { readText } from "@milango/core/text";
import { type Selectable, sql } from "kysely";
import { Type } from "typebox";
import type { Executor } from "../database/outbox.ts";
import type { AuditTable } from "../database/tables.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "../http/cursor.ts";
import { personOnly } from "../identity/open-session.ts";
import { authorise, callerOf } from "../identity/request-caller.ts";

type AuditRow = Selectable<AuditTable>;

/** Who did what, newest first: of a territory, of everywhere, or of oneself. */
export function auditRoutes(app: App, { db }: Deps): void {
  app.get(
    "/audit",
    {
      schema: {
        querystring: Type.Object({
          territory: Type.Optional(Type.String({ pattern: "^[A-Z]{2}$" })),
          mine: Type.Optional(Type.Boolean({ description: "Only what the caller did" })),
          ...pageQuery,
        }),
        response: { 200: pageOf(AuditEntrySchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { territory, mine = false, limit = 50, cursor } = request.query;
      let query = db.selectFrom("audit").selectAll();
      if (mine) query = query.where("done_by", "=", `person:${personOnly(caller).personId}`);
      else authorise(caller, { act: "audit.read", territory: territory ?? null });
      if (territory !== undefined) query = query.where("territory", "=", territory);
      if (cursor !== undefined) query = query.where("id", "<", readCursor(cursor, ["id"])[0] as string);
      const rows = await query
        .orderBy("id", "desc")
        .limit(limit + 1)
        .execute();
      const page = cutPage(
        rows,
        limit,
        ({ id }) => [id],
        (row) => row,
      );
      return { items: await named(db, page.items), nextCursor: page.nextCursor };
    },
  );
}

/** Lines with the names that people, keys, actors and workshops have now. */
async function named(db: Executor, rows: readonly AuditRow[]): Promise<AuditEntry[]> {
  const byOf = ({ done_by }: AuditRow) => /^(person|key):(.+)$/.exec(done_by);
  const idsOf = (kind: string) => [
    ...new Set(
      rows.flatMap((row) => [
        ...(byOf(row)?.[1] === kind ? [byOf(row)?.[2] as string] : []),
        ...(row.about_kind === kind && row.about_id !== null ? [row.about_id] : []),
      ]),
    ),
  ];
  const names = new Map<string, string>();
  const collect = async (table: "people" | "api_keys" | "actors", kind: string, column: string) => {
    const ids = idsOf(kind).filter((id) => /^[\da-f-]{36}$/.test(id));
    if (ids.length === 0) return;
    const found = await sql<{ id: string; name: string }>`
      select id, ${sql.ref(column)} as name from ${sql.table(table)} where id = any(${sql.val(ids)}::uuid[])`.execute(
      db,
    );
    for (const { id, name } of found.rows) names.set(id, name);
  };
  await collect("people", "person", "name");
  await collect("api_keys", "key", "label");
  await collect("actors", "actor", "name");
  const workshopIds = idsOf("workshop");
  if (workshopIds.length > 0) {
    const found = await db
      .selectFrom("workshops")
      .select(["id", "title"])
      .where("id", "in", workshopIds as never)
      .execute();
    for (const { id, title } of found) names.set(id, readText(title, "fr").text);
  }
  return rows.map((row) => {
    const by = byOf(row);
    const kind = by?.[1] === "person" || by?.[1] === "key" ? by[1] : "system";
    return {
      id: row.id,
      at: row.at.toISOString(),
      act: row.act,
      by: { kind, id: by?.[2] ?? null, name: by?.[2] === undefined ? null : (names.get(by[2]) ?? null) },
      about:
        row.about_kind === null || row.about_id === null
          ? null
          : { kind: row.about_kind, id: row.about_id, name: names.get(row.about_id) ?? null },
      territory: row.territory,
      detail: row.detail,
    };
  });
}
