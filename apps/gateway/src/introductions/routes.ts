import { MilangoError } from "@milango/core/errors";
import { type ActorId, type Caller, type IntroductionId, may } from "@milango/core/identity";
import {
  AnswerSchema,
  IntroductionDraftSchema,
  IntroductionSchema,
  introductionStates,
  MeetingChoiceSchema,
  OutcomeDraftSchema,
  SlotsDraftSchema,
} from "@milango/core/introductions";
import { isLocale, LanguageSchema } from "@milango/core/text";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { readActor } from "../actors/store.ts";
import type { Executor } from "../database/outbox.ts";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "../http/cursor.ts";
import { write } from "../http/write.ts";
import { absent, authorise, callerOf } from "../identity/request-caller.ts";
import { acceptPartner, advance, type IntroductionRow, lockIntroduction, postToSides } from "./answer.ts";
import { chooseSlot, meetingCalendar, proposeSlots } from "./meeting.ts";
import { showIntroductions } from "./show-introductions.ts";

const byId = Type.Object({ id: Type.String({ format: "uuid" }) });

export function introductionRoutes(app: App, deps: Deps): void {
  const { db } = deps;

  app.get(
    "/introductions",
    {
      schema: {
        querystring: Type.Object({
          actorId: Type.String({ format: "uuid" }),
          state: Type.Optional(Type.Union(introductionStates.map((state) => Type.Literal(state)))),
          ...pageQuery,
        }),
        response: { 200: pageOf(IntroductionSchema) },
      },
    },
    async (request) => {
      const { actorId, state, limit = 50, cursor } = request.query;
      const actor = await readActor(db, actorId);
      authorise(callerOf(request), { act: "introductions.read", sides: [actor] });
      let query = db
        .selectFrom("introductions")
        .selectAll()
        .where((where) => where.or([where("asking_id", "=", actor.id), where("asked_id", "=", actor.id)]));
      if (state !== undefined) query = query.where("state", "=", state);
      if (cursor !== undefined) query = query.where("id", "<", readCursor(cursor, ["id"])[0] as IntroductionId);
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
      return { items: await showIntroductions(db, page.items), nextCursor: page.nextCursor };
    },
  );

  app.post(
    "/introductions",
    { schema: { body: IntroductionDraftSchema, response: { 201: IntroductionSchema } } },
    async (request, reply) => {
      const { actorId, partnerId, message } = request.body;
      const actor = await readActor(db, actorId);
      authorise(callerOf(request), { act: "introductions.answer", actor });
      const partner = await readActor(db, partnerId);
      if (partner.territory === actor.territory) {
        throw new MilangoError("STATE_CONFLICT", "Introductions cross the sea: these two are in the same territory.");
      }
      return write(deps, request, reply, async (unit) => ({
        status: 201,
        body: await show(unit.trx, await acceptPartner(deps, unit, actor.id, partner.id, message)),
      }));
    },
  );

  app.get(
    "/introductions/:id",
    { schema: { params: byId, response: { 200: IntroductionSchema } } },
    async (request) => {
      const { row } = await findIntroduction(db, callerOf(request), request.params.id);
      return show(db, row);
    },
  );

  /** A side's answer: finds out which side the caller stands on, then moves the state. */
  const answer = (
    request: FastifyRequest,
    reply: FastifyReply,
    asActorId: ActorId | undefined,
    move: (unit: Unit, row: IntroductionRow, side: ActorId) => Promise<IntroductionRow>,
    sideOf: (row: IntroductionRow) => readonly ActorId[],
  ) =>
    write(deps, request, reply, async (unit) => {
      const row = await lockIntroduction(unit, (request.params as { id: string }).id);
      const side = await standsOn(unit.trx, callerOf(request), row, sideOf(row), asActorId);
      return { status: 200, body: await show(unit.trx, await move(unit, row, side)) };
    });
  const bothSides = ({ asking_id, asked_id }: IntroductionRow) => [asking_id, asked_id];

  const answered = { schema: { params: byId, body: AnswerSchema, response: { 200: IntroductionSchema } } };
  app.post("/introductions/:id/accept", answered, (request, reply) =>
    answer(
      request,
      reply,
      request.body.actorId,
      (unit, row) => advance(deps, unit, row, "acceptOther"),
      ({ asked_id }) => [asked_id],
    ),
  );
  app.post("/introductions/:id/decline", answered, (request, reply) =>
    answer(
      request,
      reply,
      request.body.actorId,
      (unit, row) => advance(deps, unit, row, "decline"),
      ({ asked_id }) => [asked_id],
    ),
  );
  app.post("/introductions/:id/withdraw", answered, (request, reply) =>
    answer(
      request,
      reply,
      request.body.actorId,
      (unit, row) => advance(deps, unit, row, "withdraw"),
      ({ asking_id }) => [asking_id],
    ),
  );
  app.post(
    "/introductions/:id/slots",
    { schema: { params: byId, body: SlotsDraftSchema, response: { 200: IntroductionSchema } } },
    (request, reply) =>
      answer(
        request,
        reply,
        request.body.actorId,
        async (unit, row, side) => {
          const after = await proposeSlots(deps, unit, row, side, request.body);
          await postToSides(
            unit,
            after,
            "meeting",
            bothSides(after).filter((id) => id !== side),
          );
          return after;
        },
        bothSides,
      ),
  );
  app.post(
    "/introductions/:id/meeting",
    { schema: { params: byId, body: MeetingChoiceSchema, response: { 200: IntroductionSchema } } },
    (request, reply) =>
      answer(
        request,
        reply,
        request.body.actorId,
        async (unit, row, side) => {
          const after = await chooseSlot(deps, unit, row, side, request.body.startsAt);
          await postToSides(unit, after, "meeting", bothSides(after));
          return after;
        },
        bothSides,
      ),
  );
  app.get(
    "/introductions/:id/meeting.ics",
    { schema: { params: byId, querystring: Type.Object({ lang: Type.Optional(LanguageSchema) }) } },
    async (request, reply) => {
      const { row, sides } = await findIntroduction(db, callerOf(request), request.params.id);
      const { lang } = request.query;
      const link = `${deps.publicUrl}/introductions/${row.id}`;
      const file = meetingCalendar({ row, sides, link, locale: isLocale(lang) ? lang : "en" });
      if (file === undefined) throw absent();
      return reply
        .type("text/calendar; charset=utf-8")
        .header("content-disposition", 'attachment; filename="milango.ics"')
        .send(file);
    },
  );
  app.post(
    "/introductions/:id/outcome",
    { schema: { params: byId, body: OutcomeDraftSchema, response: { 200: IntroductionSchema } } },
    (request, reply) => {
      const { result, note } = request.body;
      const outcome = { outcome: result, outcome_note: note ?? null, outcome_at: new Date(deps.clock.now()) };
      return answer(request, reply, undefined, (unit, row) => advance(deps, unit, row, "outcome", outcome), bothSides);
    },
  );
}

async function findIntroduction(db: Executor, caller: Caller, id: string) {
  const row = await db
    .selectFrom("introductions")
    .selectAll()
    .where("id", "=", id as IntroductionId)
    .executeTakeFirst();
  if (row === undefined) throw absent();
  const sides = [await readActor(db, row.asking_id), await readActor(db, row.asked_id)];
  authorise(caller, { act: "introductions.read", sides });
  return { row, sides };
}

/** The side the caller may answer for; as absent when there is none. */
async function standsOn(
  db: Executor,
  caller: Caller,
  row: IntroductionRow,
  sides: readonly ActorId[],
  wanted: ActorId | undefined,
): Promise<ActorId> {
  const actors = await Promise.all([row.asking_id, row.asked_id].map((id) => readActor(db, id)));
  authorise(caller, { act: "introductions.read", sides: actors });
  for (const actor of actors) {
    if (!sides.includes(actor.id) || (wanted !== undefined && wanted !== actor.id)) continue;
    if (may(caller, { act: "introductions.answer", actor })) return actor.id;
  }
  throw new MilangoError("STATE_CONFLICT", "This answer is the other side's to give.");
}

async function show(db: Executor, row: IntroductionRow) {
  const [introduction] = await showIntroductions(db, [row]);
  if (introduction === undefined) throw absent();
  return introduction;
}
