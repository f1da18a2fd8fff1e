import {
  type DocumentVersion,
  DocumentVersionContentSchema,
  DocumentVersionDraftSchema,
  DocumentVersionPatchSchema,
  DocumentVersionSchema,
} from "@milango/core/documents";
import { MilangoError } from "@milango/core/errors";
import type { Caller, DocumentId, PersonId } from "@milango/core/identity";
import { sql } from "kysely";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "../http/cursor.ts";
import { expectedRevision, mustMatch, write } from "../http/write.ts";
import { absent, callerOf } from "../identity/request-caller.ts";
import type { DocumentRights } from "./rights.ts";
import type { VersionRow, Versions } from "./versions.ts";

const uuid = Type.String({ format: "uuid" });
const byDocument = Type.Object({ id: uuid });
const byVersion = Type.Object({ id: uuid, version: uuid });
const columns = ["id", "document_id", "position", "name", "author", "automatic", "revision", "at"] as const;

/** Versions of a document: seen by whoever may read it, kept and restored by whoever may write it. */
export function versionRoutes(
  app: App,
  deps: Deps & { readonly rights: DocumentRights; readonly versions: Versions },
): void {
  const { db, documents, rights, versions } = deps;

  const enter = async (caller: Caller, id: string, access: "read" | "write"): Promise<DocumentId> => {
    if (caller.kind === "anonymous")
      throw new MilangoError("SIGN_IN_REQUIRED", "Sign in, or send an API key as a Bearer token.");
    const held = await rights.accessOf(caller, id as DocumentId);
    if (held === undefined || (access === "write" && held !== "write")) throw absent();
    return id as DocumentId;
  };

  const find = async (id: DocumentId, version: string) => {
    const row = await db
      .selectFrom("document_versions")
      .selectAll()
      .where("id", "=", version)
      .where("document_id", "=", id)
      .executeTakeFirst();
    if (row === undefined) throw absent();
    return row;
  };

  /** As others see them: the names of people are theirs to change, so they are looked up. */
  const show = async (rows: readonly VersionRow[]): Promise<DocumentVersion[]> => {
    const authors = [...new Set(rows.flatMap(({ author }) => (author === null ? [] : [author as PersonId])))];
    const people =
      authors.length === 0
        ? []
        : await db.selectFrom("people").select(["id", "name"]).where("id", "in", authors).execute();
    const byId = new Map<string, { id: string; name: string }>(people.map((person) => [person.id, person]));
    return rows.map(({ id, position, at, name, author, automatic, revision }) => ({
      id,
      position,
      at: at.toISOString(),
      name,
      by: byId.get(author ?? "") ?? null,
      automatic,
      revision,
    }));
  };

  const showOne = async (row: VersionRow): Promise<DocumentVersion> => (await show([row]))[0] as DocumentVersion;

  app.get(
    "/documents/:id/versions",
    {
      schema: {
        params: byDocument,
        querystring: Type.Object(pageQuery),
        response: { 200: pageOf(DocumentVersionSchema) },
      },
    },
    async (request) => {
      const id = await enter(callerOf(request), request.params.id, "read");
      const { limit = 50, cursor } = request.query;
      let query = db.selectFrom("document_versions").select(columns).where("document_id", "=", id);
      if (cursor !== undefined) {
        const [at, last] = readCursor(cursor, ["instant", "id"]);
        query = query.where(sql<boolean>`(at, id) < (${at}::timestamptz, ${last}::uuid)`);
      }
      const rows = await query
        .orderBy("at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1)
        .execute();
      const page = cutPage(
        rows,
        limit,
        (row) => [row.at.toISOString(), row.id],
        (row) => row,
      );
      return { items: await show(page.items), nextCursor: page.nextCursor };
    },
  );

  app.post(
    "/documents/:id/versions",
    { schema: { params: byDocument, body: DocumentVersionDraftSchema, response: { 201: DocumentVersionSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const id = await enter(caller, request.params.id, "write");
      const name = request.body.name?.trim() ?? null;
      const row = await versions.keep(id, { name, author: authorOf(caller), automatic: false });
      return reply.code(201).send(await showOne(row));
    },
  );

  app.get(
    "/documents/:id/versions/:version",
    { schema: { params: byVersion, response: { 200: DocumentVersionContentSchema } } },
    async (request) => {
      const id = await enter(callerOf(request), request.params.id, "read");
      const { state, ...row } = await find(id, request.params.version);
      return { ...(await showOne(row)), update: Buffer.from(state).toString("base64") };
    },
  );

  app.patch(
    "/documents/:id/versions/:version",
    { schema: { params: byVersion, body: DocumentVersionPatchSchema, response: { 200: DocumentVersionSchema } } },
    async (request, reply) => {
      const id = await enter(callerOf(request), request.params.id, "write");
      const { id: version } = await find(id, request.params.version);
      return write(deps, request, reply, async ({ trx }) => {
        const { revision } = await trx
          .selectFrom("document_versions")
          .select("revision")
          .where("id", "=", version)
          .forUpdate()
          .executeTakeFirstOrThrow();
        mustMatch(revision, expectedRevision(request));
        const row = await trx
          .updateTable("document_versions")
          .set({ name: request.body.name?.trim() ?? null, revision: revision + 1 })
          .where("id", "=", version)
          .returning(columns)
          .executeTakeFirstOrThrow();
        return { status: 200, body: await showOne(row) };
      });
    },
  );

  app.post(
    "/documents/:id/versions/:version/restore",
    { schema: { params: byVersion, response: { 200: Type.Object({ position: Type.Integer() }) } } },
    async (request) => {
      const caller = callerOf(request);
      const id = await enter(caller, request.params.id, "write");
      const { state } = await find(id, request.params.version);
      // Whoever regrets it finds what was there before.
      await versions.keep(id, { name: null, author: authorOf(caller), automatic: true });
      return { position: await documents.restore(id, state) };
    },
  );
}

function authorOf(caller: Caller): string | null {
  return caller.kind === "person" ? caller.personId : null;
}
