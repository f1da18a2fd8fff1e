import { ActorSchema } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import type { SuggestionId } from "@milango/core/identity";
import {
  DecisionDraftSchema,
  QuotedReasonSchema,
  SuggestionSchema,
  type SuggestionState,
  suggestionStates,
} from "@milango/core/matching";
import { PreviewAnswerSchema, previewedId, wireSubjects } from "@milango/core/messages";
import { StatementDraftSchema } from "@milango/core/needs";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { readActors } from "../actors/actor-row.ts";
import { readActor } from "../actors/store.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageQuery, readCursor } from "../http/cursor.ts";
import { write } from "../http/write.ts";
import { absent, authorise, callerOf, nameOf } from "../identity/request-caller.ts";
import { decide } from "./decide.ts";
import { quoteReasons, quoteSuggestions } from "./quote-suggestions.ts";

const byId = Type.Object({ id: Type.String({ format: "uuid" }) });
const stateSchema = Type.Union(suggestionStates.map((state) => Type.Literal(state)));
const countsSchema = Type.Record(Type.String(), Type.Integer());

export function matchingRoutes(app: App, deps: Deps): void {
  const { db, bus, thesaurus } = deps;

  app.get(
    "/actors/:id/suggestions",
    {
      schema: {
        params: byId,
        querystring: Type.Object({ state: Type.Optional(stateSchema), ...pageQuery }),
        response: {
          200: Type.Object({
            items: Type.Array(SuggestionSchema),
            nextCursor: Type.Union([Type.String(), Type.Null()]),
            counts: countsSchema,
          }),
        },
      },
    },
    async (request) => {
      const actor = await readActor(db, request.params.id);
      authorise(callerOf(request), { act: "suggestions.read", actor });
      const { limit = 50, cursor, state = "open" } = request.query;
      let query = db.selectFrom("suggestions").selectAll().where("actor_id", "=", actor.id).where("state", "=", state);
      if (cursor !== undefined) {
        const [score = 0, id = ""] = readCursor(cursor, ["number", "id"]);
        query = query.where((where) =>
          where.or([
            where("score", "<", Number(score)),
            where.and([where("score", "=", Number(score)), where("id", ">", String(id) as SuggestionId)]),
          ]),
        );
      }
      const rows = await query
        .orderBy("score", "desc")
        .orderBy("id")
        .limit(limit + 1)
        .execute();
      const page = cutPage(
        rows,
        limit,
        ({ score, id }) => [score, id],
        (row) => row,
      );
      const counted = await db
        .selectFrom("suggestions")
        .select(["state", (select) => select.fn.countAll<number>().as("count")])
        .where("actor_id", "=", actor.id)
        .groupBy("state")
        .execute();
      const counts: Record<SuggestionState, number> = { open: 0, accepted: 0, later: 0, declined: 0, expired: 0 };
      for (const row of counted) counts[row.state] = row.count;
      return { items: await quoteSuggestions(db, thesaurus, page.items), nextCursor: page.nextCursor, counts };
    },
  );

  app.post(
    "/suggestions/:id/decision",
    { schema: { params: byId, body: DecisionDraftSchema, response: { 200: SuggestionSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const id = request.params.id as SuggestionId;
      const row = await db.selectFrom("suggestions").select("actor_id").where("id", "=", id).executeTakeFirst();
      if (row === undefined) throw absent();
      authorise(caller, { act: "suggestions.decide", actor: await readActor(db, row.actor_id) });
      return write(deps, request, reply, async (unit) => {
        const decided = await decide(deps, unit, id, request.body, nameOf(caller));
        const [suggestion] = await quoteSuggestions(unit.trx, thesaurus, [decided]);
        if (suggestion === undefined) throw absent();
        return { status: 200, body: suggestion };
      });
    },
  );

  app.post(
    "/actors/:id/preview",
    {
      schema: {
        params: byId,
        body: Type.Object(
          { kind: Type.Union([Type.Literal("need"), Type.Literal("offer")]), draft: StatementDraftSchema },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                partner: ActorSchema,
                score: Type.Number(),
                mutual: Type.Boolean(),
                reasons: Type.Array(QuotedReasonSchema),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const actor = await readActor(db, request.params.id);
      authorise(callerOf(request), { act: "needs.write", actor });
      const asked = Buffer.from(JSON.stringify({ actorId: actor.id, ...request.body }));
      const answer = await bus.wire.ask(wireSubjects.preview, asked, { timeoutMs: 1_000 }).catch((cause: unknown) => {
        throw new MilangoError("MATCHMAKER_UNAVAILABLE", "Publish now; suggestions follow when it answers again.", {
          cause,
        });
      });
      const { items } = Value.Parse(PreviewAnswerSchema, JSON.parse(Buffer.from(answer).toString("utf8")));
      const partners = await readActors(
        db,
        items.map(({ partnerId }) => partnerId),
      );
      const quoted = await quoteReasons(
        db,
        thesaurus,
        items.map(({ reasons }) => reasons),
        new Map([[previewedId, request.body.draft.text]]),
      );
      return {
        items: items.flatMap(({ partnerId, score, mutual }, index) => {
          const partner = partners.get(partnerId);
          return partner === undefined ? [] : [{ partner, score, mutual, reasons: quoted[index] ?? [] }];
        }),
      };
    },
  );
}
