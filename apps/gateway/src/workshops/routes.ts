import type { ActorFacts, ActorId, Caller, WorkshopId } from "@milango/core/identity";
import { may, PersonCardSchema } from "@milango/core/identity";
import {
  AgendaSchema,
  agendaOf,
  WorkshopDraftSchema,
  WorkshopPatchSchema,
  WorkshopSchema,
} from "@milango/core/workshops";
import { sql } from "kysely";
import { Type } from "typebox";
import * as Y from "yjs";
import { readActor } from "../actors/store.ts";
import type { Executor } from "../database/outbox.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "../http/cursor.ts";
import { expectedRevision, mustMatch, write } from "../http/write.ts";
import { absent, authorise, callerOf } from "../identity/request-caller.ts";
import { openWorkshop } from "./open-workshop.ts";
import { readWorkshopPeople } from "./people.ts";
import { readParticipants, toWorkshop, type WorkshopRow } from "./workshop-row.ts";

const byId = Type.Object({ id: Type.String({ format: "uuid" }) });
type PersonCaller = Extract<Caller, { kind: "person" }>;

export function workshopRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const tools = { ...deps, random: Math.random };

  app.get(
    "/workshops",
    {
      schema: {
        querystring: Type.Object({
          when: Type.Optional(Type.Union([Type.Literal("next"), Type.Literal("past")])),
          ...pageQuery,
        }),
        response: { 200: pageOf(WorkshopSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      authorise(caller, { act: "workshops.list" });
      const { when, limit = 50, cursor } = request.query;
      const later = when !== "past";
      const ends = sql<Date>`starts_at + minutes * interval '1 minute'`;
      let query = db.selectFrom("workshops").selectAll().where("deleted_at", "is", null);
      if (when !== undefined) query = query.where(ends, later ? ">=" : "<", new Date(clock.now()));
      if (caller.kind === "person") query = query.where(sql<boolean>`id in (${sql.join(await visibleTo(db, caller))})`);
      if (cursor !== undefined) {
        const [at, id] = readCursor(cursor, ["instant", "id"]);
        query = query.where(
          sql<boolean>`(starts_at, id) ${sql.raw(later ? ">" : "<")} (${at}::timestamptz, ${id}::uuid)`,
        );
      }
      const order = later ? "asc" : "desc";
      const rows = await query
        .orderBy("starts_at", order)
        .orderBy("id", order)
        .limit(limit + 1)
        .execute();
      const page = cutPage(
        rows,
        limit,
        ({ starts_at, id }) => [starts_at.toISOString(), id],
        (row) => row,
      );
      const participants = await readParticipants(
        db,
        page.items.map(({ id }) => id),
      );
      const visible = page.items.filter((row) =>
        may(caller, { act: "workshops.read", workshop: { id: row.id, participants: participants.get(row.id) ?? [] } }),
      );
      return {
        items: visible.map((row) => toWorkshop(row, participants.get(row.id) ?? [], caller)),
        nextCursor: page.nextCursor,
      };
    },
  );

  app.post(
    "/workshops",
    { schema: { body: WorkshopDraftSchema, response: { 201: WorkshopSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      authorise(caller, { act: "workshops.create" });
      const draft = request.body;
      const actorIds = await invited(db, caller, draft.introductionId, draft.actorIds ?? []);
      return write(deps, request, reply, async (unit) => {
        const row = await openWorkshop(tools, unit, draft, actorIds);
        if (caller.kind === "person") {
          const membership = { scope: "workshop" as const, scope_id: row.id, role: "owner", territories: null };
          await unit.trx
            .insertInto("memberships")
            .values({ id: deps.newId(), person_id: caller.personId, ...membership })
            .execute();
        }
        const participants = (await readParticipants(unit.trx, [row.id])).get(row.id) ?? [];
        unit.note({ act: "workshop.opened", about: { kind: "workshop", id: row.id } });
        const owner: Caller =
          caller.kind === "person"
            ? { ...caller, roles: [...caller.roles, { in: "workshop", workshopId: row.id, role: "owner" }] }
            : caller;
        return { status: 201, body: toWorkshop(row, participants, owner) };
      });
    },
  );

  /**
   * A workshop and who takes part, for whoever may do this to it; as absent for others. In a transaction it is locked,
   * so that changes of one workshop happen one after the other.
   */
  const find = async (executor: Executor, caller: Caller, id: string, act: "workshops.read" | "workshops.update") => {
    const query = executor
      .selectFrom("workshops")
      .selectAll()
      .where("id", "=", id as WorkshopId)
      .where("deleted_at", "is", null);
    const row = await (executor.isTransaction ? query.forUpdate() : query).executeTakeFirst();
    if (row === undefined) throw absent();
    const participants = (await readParticipants(executor, [row.id])).get(row.id) ?? [];
    authorise(caller, { act, workshop: { id: row.id, participants } });
    return { row, participants };
  };

  app.get("/workshops/:id", { schema: { params: byId, response: { 200: WorkshopSchema } } }, async (request, reply) => {
    const caller = callerOf(request);
    const { row, participants } = await find(db, caller, request.params.id, "workshops.read");
    reply.header("etag", `"${row.revision}"`);
    return toWorkshop(row, participants, caller);
  });

  app.get(
    "/workshops/:id/people",
    { schema: { params: byId, response: { 200: Type.Object({ items: Type.Array(PersonCardSchema) }) } } },
    async (request) => {
      const { row, participants } = await find(db, callerOf(request), request.params.id, "workshops.read");
      return { items: await readWorkshopPeople(db, { id: row.id, participants }) };
    },
  );

  app.get("/workshops/:id/agenda", { schema: { params: byId, response: { 200: AgendaSchema } } }, async (request) => {
    const { row } = await find(db, callerOf(request), request.params.id, "workshops.read");
    const loaded = await deps.documents.load(row.agenda_document);
    if (loaded === undefined) throw absent();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, loaded.state);
    const agenda = agendaOf(doc, row.id);
    doc.destroy();
    return agenda;
  });

  app.patch(
    "/workshops/:id",
    { schema: { params: byId, body: WorkshopPatchSchema, response: { 200: WorkshopSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      await find(db, caller, request.params.id, "workshops.update");
      const { goal, format, actorIds } = request.body;
      const invitees = actorIds === undefined ? undefined : await invited(db, caller, undefined, actorIds);
      const changed = await write(deps, request, reply, async (unit) => {
        const { row: before, participants } = await find(unit.trx, caller, request.params.id, "workshops.update");
        mustMatch(before.revision, expectedRevision(request));
        const row: WorkshopRow = await unit.trx
          .updateTable("workshops")
          .set({
            ...(goal === undefined ? {} : { goal: JSON.stringify(goal) }),
            ...(format === undefined ? {} : { format }),
            revision: before.revision + 1,
            updated_at: new Date(clock.now()),
          })
          .where("id", "=", before.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        if (invitees !== undefined) {
          await unit.trx.deleteFrom("workshop_actors").where("workshop_id", "=", row.id).execute();
          if (invitees.length > 0) {
            await unit.trx
              .insertInto("workshop_actors")
              .values(invitees.map((actor_id) => ({ workshop_id: row.id, actor_id })))
              .execute();
          }
        }
        const now =
          invitees === undefined ? participants : ((await readParticipants(unit.trx, [row.id])).get(row.id) ?? []);
        unit.tell({
          subject: "milango.workshops.changed.v1",
          body: { workshopId: row.id, actorIds: now.map(({ id }) => id) },
        });
        unit.note({ act: "workshop.changed", about: { kind: "workshop", id: row.id } });
        reply.header("etag", `"${row.revision}"`);
        return { status: 200, body: toWorkshop(row, now, caller) };
      });
      if (invitees !== undefined) deps.documents.rightsChanged();
      return changed;
    },
  );

  app.delete("/workshops/:id", { schema: { params: byId } }, async (request, reply) => {
    const caller = callerOf(request);
    await find(db, caller, request.params.id, "workshops.update");
    await write(deps, request, reply, async (unit) => {
      const { row, participants } = await find(unit.trx, caller, request.params.id, "workshops.update");
      mustMatch(row.revision, expectedRevision(request));
      const now = new Date(clock.now());
      await unit.trx
        .updateTable("workshops")
        .set({ deleted_at: now, updated_at: now })
        .where("id", "=", row.id)
        .execute();
      unit.tell({
        subject: "milango.workshops.changed.v1",
        body: { workshopId: row.id, actorIds: participants.map(({ id }) => id) },
      });
      unit.note({ act: "workshop.removed", about: { kind: "workshop", id: row.id } });
      return { status: 204, body: null };
    });
    deps.documents.rightsChanged();
    return reply.code(204).send();
  });
}

/** Ids of the workshops somebody holds a role in, or whose participants they act for. */
async function visibleTo(db: Executor, caller: PersonCaller): Promise<WorkshopId[]> {
  const held = caller.roles.flatMap((role) => (role.in === "workshop" ? [role.workshopId] : []));
  const represented = caller.roles.flatMap((role) => (role.in === "actor" ? [role.actorId] : []));
  const animated = caller.roles.flatMap((role) => (role.in === "network" ? [role.territories] : []));
  let query = db
    .selectFrom("workshop_actors")
    .innerJoin("actors", "actors.id", "workshop_actors.actor_id")
    .select("workshop_id")
    .distinct();
  if (!animated.includes(null)) {
    const territories = animated.flatMap((list) => list ?? []);
    query = query.where((where) =>
      where.or([
        ...(represented.length > 0 ? [where("actors.id", "in", represented)] : []),
        ...(territories.length > 0 ? [where("actors.territory", "in", territories)] : []),
        where.lit(false),
      ]),
    );
  }
  const rows = await query.execute();
  // An empty list is no SQL: the nil id stands for "none".
  const none = "00000000-0000-0000-0000-000000000000" as WorkshopId;
  return [none, ...held, ...rows.map(({ workshop_id }) => workshop_id)];
}

/** Who takes part: actors that exist, and both sides of the introduction the workshop grows from; if the caller may. */
async function invited(
  db: Executor,
  caller: Caller,
  introductionId: string | undefined,
  actorIds: readonly ActorId[],
): Promise<ActorId[]> {
  const participants = new Map<ActorId, ActorFacts>();
  for (const id of actorIds) {
    const actor = await readActor(db, id);
    participants.set(actor.id, actor);
  }
  if (introductionId !== undefined) {
    const row = await db
      .selectFrom("introductions")
      .select(["asking_id", "asked_id", "state"])
      .where("id", "=", introductionId as never)
      .executeTakeFirst();
    if (row === undefined) throw absent();
    const sides = await Promise.all([row.asking_id, row.asked_id].map((id) => readActor(db, id)));
    authorise(caller, { act: "introductions.read", sides });
    for (const side of sides) participants.set(side.id, side);
  }
  authorise(caller, { act: "workshops.invite", participants: [...participants.values()] });
  return [...participants.keys()];
}
