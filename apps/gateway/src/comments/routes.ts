import { MilangoError } from "@milango/core/errors";
import {
  type Act,
  type Caller,
  type PersonId,
  type WorkshopFacts,
  type WorkshopId,
  workshopRole,
} from "@milango/core/identity";
import {
  type Comment,
  CommentDraftSchema,
  CommentPatchSchema,
  CommentSchema,
  readMentions,
} from "@milango/core/workshops";
import { type Selectable, sql } from "kysely";
import { Type } from "typebox";
import type { Executor } from "../database/outbox.ts";
import type { CommentsTable } from "../database/tables.ts";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "../http/cursor.ts";
import { expectedRevision, mustMatch, write } from "../http/write.ts";
import { absent, authorise, callerOf } from "../identity/request-caller.ts";
import type { Mailer } from "../mail/mailer.ts";
import { readWorkshopPeople } from "../workshops/people.ts";
import { readParticipants } from "../workshops/workshop-row.ts";

import { mentionMail } from "./mention-mail.ts";

type Row = Selectable<CommentsTable>;
const byId = Type.Object({ id: Type.String({ format: "uuid" }) });

/** Remarks on workshops: rows of their own, told to whoever has the workshop open by the stream of events. */
export function commentRoutes(app: App, deps: Deps & { mailer: Mailer | undefined }): void {
  const { db, clock, mailer } = deps;

  /** Mail to those a new comment calls on. It stands by then: what the mail server refuses is logged, not undone. */
  const callOn = async (workshop: WorkshopFacts, comment: Comment) => {
    const people = await readWorkshopPeople(db, workshop);
    const called = readMentions(comment.text, people).flatMap(({ personId }) => personId ?? []);
    const ids = [...new Set(called)].filter((id) => id !== comment.by?.id) as PersonId[];
    if (ids.length === 0 || mailer === undefined) return;
    const rows = await db.selectFrom("people").select(["id", "email", "language"]).where("id", "in", ids).execute();
    const by = comment.by?.name ?? "Milango";
    const link = `${deps.publicUrl}/workshops/${workshop.id}`;
    for (const { email, language } of rows)
      await mailer.send(mentionMail({ to: email, language, by, words: comment.text, link }));
  };

  /** The workshop, for whoever may do this in it; absent for others. */
  const enter = async (caller: Caller, id: string, act: "comments.read" | "comments.write") => {
    const row = await db
      .selectFrom("workshops")
      .select("id")
      .where("id", "=", id as WorkshopId)
      .where("deleted_at", "is", null)
      .executeTakeFirst();
    const workshop = {
      id: id as WorkshopId,
      participants: (await readParticipants(db, [id as WorkshopId])).get(id as WorkshopId) ?? [],
    };
    const asked: Act = { act, workshop };
    if (row === undefined) throw absent();
    authorise(caller, asked);
    return workshop;
  };

  const find = async (executor: Executor, id: string): Promise<Row> => {
    const query = executor.selectFrom("comments").selectAll().where("id", "=", id).where("deleted_at", "is", null);
    const row = await (executor.isTransaction ? query.forUpdate() : query).executeTakeFirst();
    if (row === undefined) throw absent();
    return row;
  };

  const show = async (executor: Executor, rows: readonly Row[]): Promise<Comment[]> => {
    const ids = [...new Set(rows.flatMap(({ author }) => (author === null ? [] : [author])))];
    const people =
      ids.length === 0
        ? []
        : await executor.selectFrom("people").select(["id", "name"]).where("id", "in", ids).execute();
    const byPerson = new Map<string, { id: string; name: string }>(people.map((person) => [person.id, person]));
    return rows.map((row) => ({
      id: row.id,
      workshopId: row.workshop_id,
      blockId: row.block_id,
      threadId: row.thread_id,
      by: byPerson.get(row.author ?? "") ?? null,
      text: row.body,
      at: row.created_at.toISOString(),
      editedAt: row.edited_at?.toISOString() ?? null,
      resolvedAt: row.resolved_at?.toISOString() ?? null,
      revision: row.revision,
    }));
  };

  const tell = (unit: Unit, row: Row, participants: readonly { readonly id: string }[]) =>
    unit.tell({
      subject: "milango.comments.changed.v1",
      body: {
        workshopId: row.workshop_id,
        commentId: row.id,
        actorIds: participants.map(({ id }) => id) as never[],
      },
    });

  app.get(
    "/workshops/:id/comments",
    {
      schema: {
        params: byId,
        querystring: Type.Object({ block: Type.Optional(Type.String({ maxLength: 40 })), ...pageQuery }),
        response: { 200: pageOf(CommentSchema) },
      },
    },
    async (request) => {
      const { id } = await enter(callerOf(request), request.params.id, "comments.read");
      const { block, limit = 50, cursor } = request.query;
      let query = db.selectFrom("comments").selectAll().where("workshop_id", "=", id).where("deleted_at", "is", null);
      if (block !== undefined) query = query.where("block_id", "=", block);
      if (cursor !== undefined) {
        const [at, last] = readCursor(cursor, ["instant", "id"]);
        query = query.where(sql<boolean>`(created_at, id) > (${at}::timestamptz, ${last}::uuid)`);
      }
      const rows = await query
        .orderBy("created_at")
        .orderBy("id")
        .limit(limit + 1)
        .execute();
      const page = cutPage(
        rows,
        limit,
        (row) => [row.created_at.toISOString(), row.id],
        (row) => row,
      );
      return { items: await show(db, page.items), nextCursor: page.nextCursor };
    },
  );

  app.post(
    "/workshops/:id/comments",
    { schema: { params: byId, body: CommentDraftSchema, response: { 201: CommentSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const workshop = await enter(caller, request.params.id, "comments.write");
      const { text, blockId, threadId } = request.body;
      let isNew = false;
      const comment = await write(deps, request, reply, async (unit) => {
        const first = threadId === undefined ? undefined : await find(unit.trx, threadId).catch(() => undefined);
        if (threadId !== undefined && (first?.workshop_id !== workshop.id || first.thread_id !== null))
          throw new MilangoError("INVALID_REQUEST", "`threadId` names no first comment of this workshop.");
        const row = await unit.trx
          .insertInto("comments")
          .values({
            id: deps.newId(),
            workshop_id: workshop.id,
            // An answer stands where its thread does.
            block_id: first === undefined ? (blockId ?? null) : first.block_id,
            thread_id: threadId ?? null,
            author: caller.kind === "person" ? caller.personId : null,
            body: text.trim(),
            created_at: new Date(clock.now()),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        tell(unit, row, workshop.participants);
        isNew = true;
        return { status: 201, body: (await show(unit.trx, [row]))[0] as Comment };
      });
      if (isNew)
        await callOn(workshop, comment).catch((error: unknown) =>
          deps.log.warn("a mention was not mailed", { error: String(error) }),
        );
      return comment;
    },
  );

  app.patch(
    "/comments/:id",
    { schema: { params: byId, body: CommentPatchSchema, response: { 200: CommentSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const seen = await enterBy(caller, request.params.id);
      const { text, resolved } = request.body;
      if (text !== undefined && !isAuthor(caller, seen.row)) throw absent();
      return write(deps, request, reply, async (unit) => {
        const before = await find(unit.trx, seen.row.id);
        mustMatch(before.revision, expectedRevision(request));
        if (resolved !== undefined && before.thread_id !== null)
          throw new MilangoError("INVALID_REQUEST", "Only a first comment, and with it its thread, is settled.");
        const now = new Date(clock.now());
        const row = await unit.trx
          .updateTable("comments")
          .set({
            ...(text === undefined ? {} : { body: text.trim(), edited_at: now }),
            ...(resolved === undefined ? {} : { resolved_at: resolved ? now : null }),
            revision: before.revision + 1,
          })
          .where("id", "=", before.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        tell(unit, row, seen.workshop.participants);
        return { status: 200, body: (await show(unit.trx, [row]))[0] as Comment };
      });
    },
  );

  app.delete("/comments/:id", { schema: { params: byId } }, async (request, reply) => {
    const caller = callerOf(request);
    const { row, workshop } = await enterBy(caller, request.params.id);
    const leads =
      caller.kind === "program" ||
      ["owner", "facilitator"].includes(workshopRole(caller.kind === "person" ? caller.roles : [], workshop) ?? "");
    if (!leads && !isAuthor(caller, row)) throw absent();
    await write(deps, request, reply, async (unit) => {
      const before = await find(unit.trx, row.id);
      mustMatch(before.revision, expectedRevision(request));
      await unit.trx
        .updateTable("comments")
        .set({ deleted_at: new Date(clock.now()) })
        .where((where) => where.or([where("id", "=", row.id), where("thread_id", "=", row.id)]))
        .execute();
      tell(unit, row, workshop.participants);
      return { status: 204, body: null };
    });
    return reply.code(204).send();
  });

  async function enterBy(caller: Caller, id: string) {
    if (caller.kind === "anonymous") throw new MilangoError("SIGN_IN_REQUIRED", "Sign in to change a comment.");
    const row = await find(db, id);
    return { row, workshop: await enter(caller, row.workshop_id, "comments.write") };
  }
}

/** A program's comments have no author: the programs that may comment look after each other's. */
function isAuthor(caller: Caller, row: Row): boolean {
  return caller.kind === "person" ? row.author === (caller.personId as PersonId) : row.author === null;
}
