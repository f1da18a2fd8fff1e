import { MilangoError } from "@milango/core/errors";
import type { PersonCard, PersonId } from "@milango/core/identity";
import { MeSchema } from "@milango/core/identity";
import {
  AcceptInvitationSchema,
  InvitationDraftSchema,
  InvitationSchema,
  type Member,
  MemberPatchSchema,
  MemberSchema,
  MembersSchema,
  OpenedInvitationSchema,
} from "@milango/core/members";
import { isLocale } from "@milango/core/text";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Executor } from "../database/outbox.ts";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { write } from "../http/write.ts";
import { readMe } from "../identity/me.ts";
import { openSession, personOnly } from "../identity/open-session.ts";
import { absent, authorise, callerOf, mustBeSomebody } from "../identity/request-caller.ts";
import type { Mailer } from "../mail/mailer.ts";
import { readWorkshopPeople } from "../workshops/people.ts";
import { acceptInvitation, waysToAccept } from "./accept.ts";
import { invitationMail } from "./invitation-mail.ts";
import { invite, listInvitations, mailDays, openInvitation, toInvitation } from "./invitations.ts";
import { grantsOf, listMembers, memberRows, mustNotBeLast, toMember } from "./members.ts";
import { columnsOf, type Place, readPlace, roleOf } from "./places.ts";

const byId = Type.Object({ id: Type.String({ format: "uuid" }) });
const ofPlace = Type.Object({
  in: Type.Union([Type.Literal("workshop"), Type.Literal("actor"), Type.Literal("network")]),
  of: Type.Optional(Type.String({ format: "uuid", description: "The actor or workshop" })),
});
/** Tokens cannot be guessed; trying many is still no pastime. */
const tokenLimit = { rateLimit: { max: 60, timeWindow: 60_000 } };

/** Each may send a mail to somebody who never asked for one. */
const mailLimit = { rateLimit: { max: 60, timeWindow: 60_000 } };

export function memberRoutes(app: App, deps: Deps & { mailer: Mailer | undefined }): void {
  const { db, clock, publicUrl, documents } = deps;

  app.get("/members", { schema: { querystring: ofPlace, response: { 200: MembersSchema } } }, async (request) => {
    const caller = callerOf(request);
    const place = await readPlaceFor(db, request);
    const grants = grantsOf(caller, place.facts);
    const manages = grants.length > 0;
    const items = await listMembers(db, place, manages);
    return {
      items,
      through: await peopleThrough(db, place, items),
      invitations: manages ? await listInvitations(db, clock.now(), place) : [],
      grants,
    };
  });

  /** A role somebody holds, for a caller who may give and take it; or who gives up their own. */
  const findMember = async (executor: Executor, request: FastifyRequest, id: string, leaving: boolean) => {
    const caller = callerOf(request);
    mustBeSomebody(caller);
    const row = await memberRows(executor).where("memberships.id", "=", id).executeTakeFirst();
    if (row === undefined) throw absent();
    const place = await readPlace(executor, row.scope, row.scope_id);
    const own = caller.kind === "person" && caller.personId === row.person_id;
    if (!(leaving && own)) authorise(caller, { act: "members.write", place: place.facts, role: row.role });
    return { row, place };
  };
  const trace = (place: Place) => ({
    about: { kind: place.scope, id: place.scopeId ?? "network" },
    territory: place.territories.length === 1 ? (place.territories[0] ?? null) : null,
  });

  app.patch(
    "/members/:id",
    { schema: { params: byId, body: MemberPatchSchema, response: { 200: MemberSchema } } },
    async (request, reply) => {
      const changed = await write(deps, request, reply, async (unit) => {
        const { row, place } = await findMember(unit.trx, request, request.params.id, false);
        const { role } = request.body;
        const possible = place.scope === "actor" ? [] : grantsOf(callerOf(request), place.facts);
        if (!possible.includes(role))
          throw new MilangoError("STATE_CONFLICT", `Here you may give: ${possible.join(", ") || "no other role"}.`);
        if (role !== row.role) {
          await mustNotBeLast(unit.trx, row);
          await unit.trx.updateTable("memberships").set({ role }).where("id", "=", row.id).execute();
          unit.note({
            act: "member.changed",
            ...trace(place),
            detail: { from: row.role, role, person: row.person_id },
          });
        }
        return { status: 200, body: toMember({ ...row, role }, true) };
      });
      documents.rightsChanged();
      return changed;
    },
  );

  app.delete("/members/:id", { schema: { params: byId } }, async (request, reply) => {
    await write(deps, request, reply, async (unit) => {
      const { row, place } = await findMember(unit.trx, request, request.params.id, true);
      await mustNotBeLast(unit.trx, row);
      await unit.trx.deleteFrom("memberships").where("id", "=", row.id).execute();
      unit.note({ act: "member.removed", ...trace(place), detail: { role: row.role, person: row.person_id } });
      return { status: 204, body: null };
    });
    documents.rightsChanged();
    return reply.code(204).send();
  });

  app.post(
    "/invitations",
    { schema: { body: InvitationDraftSchema, response: { 201: InvitationSchema } }, config: mailLimit },
    async (request, reply) => {
      const caller = callerOf(request);
      mustBeSomebody(caller);
      const draft = request.body;
      const { scope, scope_id } = columnsOf(draft.role);
      const place = await readPlace(db, scope, scope_id);
      authorise(caller, { act: "members.write", place: place.facts, role: draft.role.role });
      const personal = "email" in draft ? draft : undefined;
      const { mailer } = deps;
      if (personal !== undefined && mailer === undefined)
        throw new MilangoError("STATE_CONFLICT", "No mail server is set up here (SMTP_URL).");
      const host =
        caller.kind === "person"
          ? await db
              .selectFrom("people")
              .select(["id", "name", "language"])
              .where("id", "=", caller.personId)
              .executeTakeFirst()
          : undefined;
      // A link is told once, in this answer: so no idempotency record is made of it.
      if (personal === undefined) delete request.headers["idempotency-key"];
      let token = "";
      const made = await write(deps, request, reply, async (unit) => {
        const invitation = await invite(deps, unit, draft, place, host?.id ?? null);
        token = invitation.token;
        return { status: 201, body: toInvitation(invitation.row, host?.name ?? null) };
      });
      const link = `${publicUrl}/join?invitation=${token}`;
      if (personal === undefined) return { ...made, link };
      // Sent again with the same Idempotency-Key there is no token, and the mail went out the first time.
      if (token !== "" && mailer !== undefined) {
        const language = personal.language ?? host?.language;
        await mailer.send(
          invitationMail({
            to: made.email ?? personal.email,
            locale: isLocale(language) ? language : "en",
            role: draft.role,
            place,
            by: host?.name,
            note: personal.note,
            link,
            days: mailDays,
          }),
        );
      }
      return made;
    },
  );

  app.delete("/invitations/:id", { schema: { params: byId } }, async (request, reply) => {
    mustBeSomebody(callerOf(request));
    return write(deps, request, reply, async (unit) => {
      const row = await unit.trx
        .selectFrom("invitations")
        .selectAll()
        .where("id", "=", request.params.id)
        .where("ended_at", "is", null)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) throw absent();
      const place = await readPlace(unit.trx, row.scope, row.scope_id);
      authorise(callerOf(request), { act: "members.write", place: place.facts, role: row.role });
      await unit.trx
        .updateTable("invitations")
        .set({ ended_at: new Date(clock.now()) })
        .where("id", "=", row.id)
        .execute();
      unit.note({ act: "invitation.revoked", ...trace(place), detail: { role: row.role } });
      return { status: 204, body: null };
    });
  });

  const token = Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }, { additionalProperties: false });
  app.post(
    "/invitations/open",
    { schema: { body: token, response: { 200: OpenedInvitationSchema } }, config: tokenLimit },
    async (request) => {
      const row = await openInvitation(db, clock.now(), request.body.token);
      const place = await readPlace(db, row.scope, row.scope_id);
      const host =
        row.invited_by === null
          ? undefined
          : await db.selectFrom("people").select("name").where("id", "=", row.invited_by).executeTakeFirst();
      const role = roleOf(row);
      return {
        in: row.scope,
        role: row.role,
        name: place.name,
        territories: role.in === "network" ? [...(role.territories ?? [])] : [...place.territories],
        invitedBy: host?.name ?? null,
        email: row.email,
        ways: await waysToAccept(db, callerOf(request), row),
      };
    },
  );

  app.post(
    "/invitations/accept",
    {
      schema: {
        body: AcceptInvitationSchema,
        response: { 200: Type.Object({ me: MeSchema, to: Type.String({ description: "A path of the workspace" }) }) },
      },
      config: tokenLimit,
    },
    async (request, reply) => {
      const caller = callerOf(request);
      // The answer opens a session, which is no answer to keep for later.
      delete request.headers["idempotency-key"];
      const { personId, isNew, to } = await write(deps, request, reply, async (unit) => ({
        status: 200,
        body: await acceptInvitation(deps, unit, caller, request.body),
      }));
      documents.rightsChanged();
      return { me: await readMe(db, isNew ? await enterAs(personId, request, reply) : await refreshed(request)), to };
    },
  );

  const enterAs = async (personId: PersonId, request: FastifyRequest, reply: Parameters<typeof openSession>[2]) => {
    const { email } = await db
      .selectFrom("people")
      .select("email")
      .where("id", "=", personId)
      .executeTakeFirstOrThrow();
    return openSession(deps, request, reply, await deps.identity.sessions.mintToken(email));
  };
  /** The caller with the role they just got. */
  const refreshed = async (request: FastifyRequest) => personOnly(await deps.identity.callerFrom(request.headers));
}

/** Whom an agenda is open to besides those who hold a role in it. */
async function peopleThrough(db: Executor, { facts }: Place, items: readonly Member[]): Promise<PersonCard[]> {
  if (facts.in !== "workshop") return [];
  const held = new Set(items.map(({ person }) => person.id));
  return (await readWorkshopPeople(db, facts.workshop)).filter(({ id }) => !held.has(id));
}

async function readPlaceFor(db: Executor, request: FastifyRequest): Promise<Place> {
  const { in: scope, of } = request.query as { in: Place["scope"]; of?: string };
  const caller = callerOf(request);
  mustBeSomebody(caller);
  const place = await readPlace(db, scope, of ?? null);
  authorise(caller, { act: "members.read", place: place.facts });
  return place;
}
