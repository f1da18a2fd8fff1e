import {
  AnnotationSchema,
  ClosingSchema,
  ConceptSchema,
  type Need,
  NeedSchema,
  type Offer,
  OfferSchema,
  RenewalSchema,
  StatementDraftSchema,
  StatementPatchSchema,
  type StatementState,
  statementStates,
} from "@milango/core/needs";
import { conceptOf } from "@milango/core/needs/thesaurus";
import { searchConcepts } from "@milango/core/needs/understanding";
import { LanguageSchema } from "@milango/core/text";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { readActor } from "../actors/store.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "../http/cursor.ts";
import { expectedRevision, write } from "../http/write.ts";
import { authorise, callerOf } from "../identity/request-caller.ts";
import {
  changeStatement,
  closeStatement,
  publishStatement,
  readStatement,
  renewStatement,
  withdrawStatement,
} from "./publish-statement.ts";
import { toStatement } from "./statement-row.ts";

const byId = Type.Object({ id: Type.String({ format: "uuid" }) });
type StatementQuery = { readonly limit?: number; readonly cursor?: string; readonly state?: StatementState };

export function needRoutes(app: App, deps: Deps): void {
  statementRoutes(app, deps, "needs", NeedSchema);
  statementRoutes(app, deps, "offers", OfferSchema);

  app.get(
    "/concepts",
    {
      schema: {
        querystring: Type.Object({
          q: Type.Optional(Type.String({ maxLength: 200 })),
          lang: Type.Optional(LanguageSchema),
        }),
        response: { 200: Type.Object({ items: Type.Array(ConceptSchema) }) },
      },
    },
    async (request) => {
      const { q = "", lang = "fr" } = request.query;
      return { items: searchConcepts(q, lang, deps.thesaurus).slice(0, 50) };
    },
  );

  app.post(
    "/concepts/annotate",
    {
      schema: {
        body: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: 5000 }), lang: LanguageSchema },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ items: Type.Array(AnnotationSchema) }) },
      },
    },
    async (request) => {
      const { text, lang } = request.body;
      const items = (await deps.annotator.annotate(text, lang)).map((found) => ({
        ...found,
        labels: conceptOf(deps.thesaurus, found.concept)?.labels ?? {},
      }));
      return { items };
    },
  );
}

/** The same routes for needs and for offers. */
function statementRoutes(
  app: App,
  deps: Deps,
  table: "needs" | "offers",
  Schema: typeof NeedSchema | typeof OfferSchema,
): void {
  const { db } = deps;

  app.get(
    `/actors/:id/${table}`,
    {
      schema: {
        params: byId,
        querystring: Type.Object({
          /** What is no more is shown to those who act for the actor. */
          state: Type.Optional(Type.Enum(statementStates)),
          ...pageQuery,
        }),
        response: { 200: pageOf(Schema) },
      },
    },
    async (request) => {
      authorise(callerOf(request), { act: "actors.read" });
      const actor = await readActor(db, (request.params as { id: string }).id);
      const { limit = 50, cursor, state = "open" } = request.query as StatementQuery;
      if (state !== "open") authorise(callerOf(request), { act: "needs.write", actor });
      let query = db.selectFrom(table).selectAll().where("actor_id", "=", actor.id).where("state", "=", state);
      if (cursor !== undefined) query = query.where("id", ">", readCursor(cursor, ["id"])[0] as never);
      const rows = await query
        .orderBy("id")
        .limit(limit + 1)
        .execute();
      return cutPage(rows, limit, ({ id }) => [id], toStatement) as {
        items: (Need & Offer)[];
        nextCursor: string | null;
      };
    },
  );

  app.post(
    `/actors/:id/${table}`,
    { schema: { params: byId, body: StatementDraftSchema, response: { 201: Schema } } },
    async (request, reply) => {
      const actor = await readActor(db, (request.params as { id: string }).id);
      authorise(callerOf(request), { act: "needs.write", actor });
      return write(deps, request, reply, async (unit) => ({
        status: 201,
        body: (await publishStatement(deps, unit, table, actor.id, request.body)) as Need & Offer,
      }));
    },
  );

  app.patch(
    `/${table}/:id`,
    { schema: { params: byId, body: StatementPatchSchema, response: { 200: Schema } } },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const { actor_id } = await readStatement(db, table, id);
      authorise(callerOf(request), { act: "needs.write", actor: await readActor(db, actor_id) });
      return write(deps, request, reply, async (unit) => ({
        status: 200,
        body: (await changeStatement(deps, unit, table, id, request.body, expectedRevision(request))) as Need & Offer,
      }));
    },
  );

  /** An actor's own: also one that has expired. */
  const own = async (request: FastifyRequest) => {
    const { id } = request.params as { id: string };
    const { actor_id } = await readStatement(db, table, id, ["open", "expired"]);
    authorise(callerOf(request), { act: "needs.write", actor: await readActor(db, actor_id) });
    return id;
  };

  app.post(
    `/${table}/:id/renewal`,
    { schema: { params: byId, body: RenewalSchema, response: { 200: Schema } } },
    async (request, reply) => {
      const id = await own(request);
      return write(deps, request, reply, async (unit) => ({
        status: 200,
        body: (await renewStatement(deps, unit, table, id, request.body.validUntil)) as Need & Offer,
      }));
    },
  );

  app.post(
    `/${table}/:id/closing`,
    { schema: { params: byId, body: ClosingSchema, response: { 200: Schema } } },
    async (request, reply) => {
      const id = await own(request);
      return write(deps, request, reply, async (unit) => ({
        status: 200,
        body: (await closeStatement(deps, unit, table, id, request.body)) as Need & Offer,
      }));
    },
  );

  app.delete(`/${table}/:id`, { schema: { params: byId } }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const { actor_id } = await readStatement(db, table, id);
    authorise(callerOf(request), { act: "needs.write", actor: await readActor(db, actor_id) });
    return write(deps, request, reply, async (unit) => {
      await withdrawStatement(deps, unit, table, id, expectedRevision(request));
      return { status: 204, body: null };
    });
  });
}
