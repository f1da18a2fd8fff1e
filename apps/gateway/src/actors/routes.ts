import {
  ActorDraftSchema,
  ActorEntrySchema,
  ActorFacetsSchema,
  ActorPageSchema,
  ActorPatchSchema,
  ActorSchema,
  ContactSchema,
  isTerritoryCode,
  legalForms,
  sectors,
  territories,
} from "@milango/core/actors";
import { type ActorId, actsFor, type Caller } from "@milango/core/identity";
import { LanguageSchema } from "@milango/core/text";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { cutPage, pageOf, pageQuery } from "../http/cursor.ts";
import { expectedRevision, mustMatch, write } from "../http/write.ts";
import { authorise, callerOf } from "../identity/request-caller.ts";
import { toActor, toEntries } from "./actor-row.ts";
import { changeSheet } from "./change-sheet.ts";
import { readContacts, readContactsFor, replaceContacts } from "./contacts.ts";
import { isRepresented, proposedBy } from "./proposals.ts";
import { createSearchReader } from "./search.ts";
import { checkSheet, countFacets, listActors, lockActor, readActor, refreshSearchText, toNewActor } from "./store.ts";
import { tellActorsChanged } from "./tell-actor-changed.ts";

const several = Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 40 }));
const text = Type.Optional(Type.String({ maxLength: 200 }));
const filters = {
  territory: several,
  sector: several,
  kind: several,
  legalForm: several,
  language: several,
  need: text,
  offer: text,
  q: text,
  /** Of `q`: endings are read by its rules, and meanings. Without it every language is tried. */
  lang: Type.Optional(LanguageSchema),
  bbox: text,
};
const byId = Type.Object({ id: Type.String({ format: "uuid" }) });

export function actorRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const readSearch = createSearchReader(db, deps.annotator);

  app.get("/territories", async () => ({ items: territories }));
  app.get("/sectors", async () => ({ items: sectors }));
  app.get("/legal-forms", async () => ({ items: legalForms }));

  app.get(
    "/actors",
    { schema: { querystring: Type.Object({ ...filters, ...pageQuery }), response: { 200: pageOf(ActorEntrySchema) } } },
    async (request) => {
      authorise(callerOf(request), { act: "actors.read" });
      const { limit = 50, cursor, q, lang, ...wanted } = request.query;
      const filters = { ...wanted, search: await readSearch(q, lang) };
      const rows = await listActors(db, filters, { limit, ...(cursor === undefined ? {} : { cursor }) });
      const { items, nextCursor } = cutPage(
        rows,
        limit,
        ({ rank, name, id }) => [rank, name.toLowerCase(), id],
        (row) => row,
      );
      return { items: await toEntries(db, items), nextCursor };
    },
  );

  app.get(
    "/actors/facets",
    { schema: { querystring: Type.Object(filters), response: { 200: ActorFacetsSchema } } },
    async (request) => {
      authorise(callerOf(request), { act: "actors.read" });
      const { q, lang, ...wanted } = request.query;
      return countFacets(db, { ...wanted, search: await readSearch(q, lang) });
    },
  );

  app.post(
    "/actors",
    { schema: { body: ActorDraftSchema, response: { 201: ActorSchema } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const draft = request.body;
      checkSheet(draft);
      if (isTerritoryCode(draft.territory)) authorise(caller, { act: "actors.create", territory: draft.territory });
      return write(deps, request, reply, async (unit) => {
        const row = toNewActor(draft, deps.newId() as ActorId, sourceOf(caller), new Date(clock.now()));
        const made = await unit.trx.insertInto("actors").values(row).returningAll().executeTakeFirstOrThrow();
        await refreshSearchText(unit.trx, made.id);
        await tellActorsChanged(unit, [made.id]);
        unit.note({ act: "actor.added", about: { kind: "actor", id: made.id }, territory: made.territory });
        return { status: 201, body: toActor(made) };
      });
    },
  );

  app.get("/actors/:id", { schema: { params: byId, response: { 200: ActorPageSchema } } }, async (request, reply) => {
    const caller = callerOf(request);
    authorise(caller, { act: "actors.read" });
    const row = await readActor(db, request.params.id);
    const [entry] = await toEntries(db, [row]);
    const mine = caller.kind === "person" && actsFor(caller.roles, row);
    reply.header("etag", `"${row.revision}"`);
    return {
      ...toActor(row),
      needs: entry?.needs ?? [],
      offers: entry?.offers ?? [],
      provenance: row.provenance,
      represented: await isRepresented(db, row.id),
      proposed: await proposedBy(db, caller, row.id),
      mine,
      contacts: await readContactsFor(db, caller, row),
    };
  });

  app.patch(
    "/actors/:id",
    { schema: { params: byId, body: ActorPatchSchema, response: { 200: ActorSchema } } },
    async (request, reply) => {
      authorise(callerOf(request), { act: "actors.update", actor: await readActor(db, request.params.id) });
      return write(deps, request, reply, async (unit) => {
        const before = await lockActor(unit.trx, request.params.id);
        mustMatch(before.revision, expectedRevision(request));
        const after = await changeSheet(deps, unit, before, request.body, sourceOf(callerOf(request)));
        reply.header("etag", `"${after.revision}"`);
        return { status: 200, body: toActor(after) };
      });
    },
  );

  app.patch(
    "/actors/:id/contacts",
    {
      schema: {
        params: byId,
        body: Type.Object({ contacts: Type.Array(ContactSchema, { maxItems: 10 }) }, { additionalProperties: false }),
        response: { 200: Type.Object({ contacts: Type.Array(ContactSchema) }) },
      },
    },
    async (request, reply) => {
      authorise(callerOf(request), { act: "actors.update", actor: await readActor(db, request.params.id) });
      return write(deps, request, reply, async (unit) => {
        const actor = await lockActor(unit.trx, request.params.id);
        await replaceContacts(unit.trx, deps.newId, actor.id, request.body.contacts);
        const about = { kind: "actor" as const, id: actor.id };
        unit.note({ act: "actor.changed", about, territory: actor.territory, detail: { fields: "contacts" } });
        return { status: 200, body: { contacts: await readContacts(unit.trx, actor.id) } };
      });
    },
  );

  app.delete("/actors/:id", { schema: { params: byId } }, async (request, reply) => {
    authorise(callerOf(request), { act: "actors.update", actor: await readActor(db, request.params.id) });
    return write(deps, request, reply, async (unit) => {
      const before = await lockActor(unit.trx, request.params.id);
      mustMatch(before.revision, expectedRevision(request));
      const now = new Date(clock.now());
      await unit.trx
        .updateTable("actors")
        .set({ deleted_at: now, updated_at: now, revision: before.revision + 1 })
        .where("id", "=", before.id)
        .execute();
      await tellActorsChanged(unit, [before.id]);
      unit.note({ act: "actor.removed", about: { kind: "actor", id: before.id }, territory: before.territory });
      return { status: 204, body: null };
    });
  });
}

/** Whom a field written by this caller is said to come from. */
function sourceOf(caller: Caller): "person" | "key" {
  return caller.kind === "program" ? "key" : "person";
}
