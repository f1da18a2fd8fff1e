import {
  ActorSchema,
  ClaimDraftSchema,
  CorrectionDraftSchema,
  ProposalDecisionSchema,
  ProposalSchema,
  proposalStates,
  SheetChangeSchema,
} from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import type { Caller } from "@milango/core/identity";
import { sql } from "kysely";
import { Type } from "typebox";
import type { Executor } from "../database/outbox.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "../http/cursor.ts";
import { write } from "../http/write.ts";
import { personOnly } from "../identity/open-session.ts";
import { absent, authorise, callerOf, mustBeSomebody } from "../identity/request-caller.ts";
import { toActor } from "./actor-row.ts";
import { changeSheet } from "./change-sheet.ts";
import { propose, readProposals } from "./proposals.ts";
import { lockActor, readActor } from "./store.ts";

const byId = Type.Object({ id: Type.String({ format: "uuid" }) });

/** What others say about a sheet, who decides on it, what was changed, and that it is right. */
export function proposalRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const authorOf = (caller: Caller) => (caller.kind === "person" ? caller.personId : null);
  const one = async (executor: Executor, caller: Caller, id: string) => {
    const [proposal] = await readProposals(executor, caller, { id, limit: 1 });
    if (proposal === undefined) throw absent();
    return proposal;
  };

  app.post(
    "/actors/:id/corrections",
    { schema: { params: byId, body: CorrectionDraftSchema, response: { 201: ProposalSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const actor = await readActor(db, request.params.id);
      authorise(caller, { act: "actors.propose", actor });
      return write(deps, request, reply, async (unit) => {
        const id = await propose(deps, unit, actor, authorOf(caller), { kind: "correction", ...request.body });
        return { status: 201, body: await one(unit.trx, caller, id) };
      });
    },
  );

  app.post(
    "/actors/:id/claims",
    { schema: { params: byId, body: ClaimDraftSchema, response: { 201: ProposalSchema } } },
    async (request, reply) => {
      const caller = personOnly(callerOf(request));
      const actor = await readActor(db, request.params.id);
      authorise(caller, { act: "actors.propose", actor });
      return write(deps, request, reply, async (unit) => {
        const id = await propose(deps, unit, actor, caller.personId, { kind: "claim", ...request.body });
        return { status: 201, body: await one(unit.trx, caller, id) };
      });
    },
  );

  app.get(
    "/proposals",
    {
      schema: {
        querystring: Type.Object({
          actorId: Type.Optional(Type.String({ format: "uuid" })),
          state: Type.Optional(Type.Enum(proposalStates)),
          mine: Type.Optional(Type.Boolean({ description: "Only what the caller proposed" })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
        response: { 200: Type.Object({ items: Type.Array(ProposalSchema) }) },
      },
    },
    async (request) => {
      const caller = personOnly(callerOf(request));
      const { limit = 100, ...asked } = request.query;
      return { items: await readProposals(db, caller, { ...asked, limit }) };
    },
  );

  app.post(
    "/proposals/:id/decision",
    { schema: { params: byId, body: ProposalDecisionSchema, response: { 200: ProposalSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      mustBeSomebody(caller);
      const { decision, reason } = request.body;
      const decided = await write(deps, request, reply, async (unit) => {
        const { id } = request.params;
        const row = await unit.trx
          .selectFrom("proposals")
          .selectAll()
          .where("id", "=", id)
          .forUpdate()
          .executeTakeFirst();
        if (row === undefined) throw absent();
        const actor = await lockActor(unit.trx, row.actor_id);
        authorise(
          caller,
          row.kind === "claim"
            ? { act: "members.write", place: { in: "actor", actor }, role: "representative" }
            : { act: "actors.update", actor },
        );
        if (row.state !== "open") throw new MilangoError("STATE_CONFLICT", `This proposal is ${row.state} already.`);
        if (decision === "accept" && row.kind === "correction" && row.patch !== null)
          await changeSheet(deps, unit, actor, row.patch, "correction");
        if (decision === "accept" && row.kind === "claim" && row.by !== null) {
          await unit.trx
            .insertInto("memberships")
            .values({
              id: deps.newId(),
              person_id: row.by,
              scope: "actor",
              scope_id: actor.id,
              role: "representative",
              territories: null,
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        const state = decision === "accept" ? ("accepted" as const) : ("declined" as const);
        await unit.trx
          .updateTable("proposals")
          .set({ state, reason: reason ?? null, decided_by: unit.by, decided_at: new Date(clock.now()) })
          .where("id", "=", id)
          .execute();
        unit.note({
          act: `${row.kind}.${state}`,
          about: { kind: "actor", id: actor.id },
          territory: actor.territory,
          ...(row.by === null ? {} : { detail: { person: row.by } }),
        });
        if (row.by !== null) unit.mail({ to: row.by, kind: "proposal", about: id });
        return { status: 200, body: await one(unit.trx, caller, id) };
      });
      deps.documents.rightsChanged();
      return decided;
    },
  );

  app.post(
    "/actors/:id/verification",
    { schema: { params: byId, response: { 200: ActorSchema } } },
    async (request, reply) => {
      authorise(callerOf(request), { act: "actors.update", actor: await readActor(db, request.params.id) });
      return write(deps, request, reply, async (unit) => {
        const before = await lockActor(unit.trx, request.params.id);
        const after = await unit.trx
          .updateTable("actors")
          .set({ verified_at: new Date(clock.now()) })
          .where("id", "=", before.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        unit.note({ act: "actor.verified", about: { kind: "actor", id: before.id }, territory: before.territory });
        return { status: 200, body: toActor(after) };
      });
    },
  );

  app.get(
    "/actors/:id/history",
    { schema: { params: byId, querystring: Type.Object(pageQuery), response: { 200: pageOf(SheetChangeSchema) } } },
    async (request) => {
      const actor = await readActor(db, request.params.id);
      authorise(callerOf(request), { act: "actors.update", actor });
      const { limit = 50, cursor } = request.query;
      let query = db
        .selectFrom("actor_changes")
        .leftJoin("people", (join) => join.on(sql<boolean>`actor_changes.done_by = 'person:' || people.id::text`))
        .selectAll("actor_changes")
        .select("people.name")
        .where("actor_id", "=", actor.id);
      if (cursor !== undefined) query = query.where("actor_changes.id", "<", readCursor(cursor, ["id"])[0] as string);
      const rows = await query
        .orderBy("actor_changes.id", "desc")
        .limit(limit + 1)
        .execute();
      return cutPage(
        rows,
        limit,
        ({ id }) => [id],
        ({ id, at, name, source, changes }) => ({ id, at: at.toISOString(), by: name, source, changes }),
      );
    },
  );
}
