import type { ActorEntry } from "@milango/core/actors";
import type { WorkshopId, WorkshopRole } from "@milango/core/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";

type Headers = Readonly<Record<string, string>>;

describe("the people of a place", () => {
  let test: TestGateway;
  let actor: ActorEntry;
  let workshopId: WorkshopId;
  let owner: { id: string; headers: Headers };

  beforeAll(async () => {
    test = await startTestGateway({ directory: null });
    actor = (await test.ask("GET", "/actors?territory=MF")).body.items[0];
    const draft = { title: { fr: "Le sable" }, startsAt: "2027-01-12T15:00:00Z", territories: ["MF", "CR"] };
    workshopId = (await test.ask("POST", "/workshops", draft)).body.id;
    owner = await test.enterAs({ email: "owner@example.org", name: "Olga", roles: [inWorkshop("owner")] });
  }, 60_000);
  afterAll(() => test.close());

  const inWorkshop = (role: WorkshopRole) => ({ in: "workshop", workshopId, role }) as const;
  const mailTo = async (address: string) => {
    const mails = await test.db
      .selectFrom("mails")
      .selectAll()
      .where("recipient", "=", address)
      .orderBy("id", "desc")
      .execute();
    return { ...mails[0], token: /invitation=([\w-]+)/.exec(mails[0]?.body ?? "")?.[1] ?? "", count: mails.length };
  };
  const post = (path: string, body: unknown, headers: Headers = {}) => test.ask("POST", path, body, headers);
  const cookieOf = (answer: { headers: globalThis.Headers }) => ({
    cookie: answer.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; "),
  });
  const membersOf = async (headers: Headers) =>
    (await test.ask("GET", `/members?in=workshop&of=${workshopId}`, undefined, headers)).body;

  it("asks somebody new by mail, who comes in by a name alone, once", async () => {
    const draft = { role: inWorkshop("editor"), email: "Nora@Example.org", language: "es", note: "Le esperamos." };
    const made = await post("/invitations", draft, owner.headers);
    expect(made).toMatchObject({ status: 201, body: { email: "nora@example.org", invitedBy: "Olga" } });
    expect(made.body.link).toBeUndefined();
    const mail = await mailTo("nora@example.org");
    expect(mail.subject).toBe("Olga le invita a Milango");
    expect(mail.body).toContain("al taller «Le sable»");
    expect(mail.body).toContain("Le esperamos.");

    const opened = await post("/invitations/open", { token: mail.token });
    expect(opened.body).toMatchObject({ in: "workshop", role: "editor", name: { fr: "Le sable" }, ways: ["name"] });
    expect((await post("/invitations/accept", { token: mail.token })).body.fields[0].pointer).toBe("/body/name");
    const accepted = await post("/invitations/accept", { token: mail.token, name: "Nora", language: "es" });
    expect(accepted.body).toMatchObject({
      to: `/workshops/${workshopId}`,
      me: { name: "Nora", email: "nora@example.org", language: "es", territory: "MF", guest: false },
    });
    const nora = cookieOf(accepted);
    expect((await test.ask("GET", `/workshops/${workshopId}`, undefined, nora)).body.access).toBe("write");
    expect((await post("/invitations/accept", { token: mail.token, name: "Nina" })).body.code).toBe(
      "INVITATION_INVALID",
    );
    const guestly = await post("/identity/sign-in", { email: "somebody@guests.invalid" });
    expect([guestly.status, guestly.body]).toEqual([202, {}]);
    expect((await mailTo("somebody@guests.invalid")).count).toBe(0);
    // An editor reads who is here, without addresses and without inviting.
    const seen = await membersOf(nora);
    expect(seen.grants).toEqual([]);
    expect(
      seen.items.map(({ person }: { person: { name: string; email: string } }) => [person.name, person.email]),
    ).toEqual([
      ["Olga", null],
      ["Nora", null],
    ]);
    expect((await post("/invitations", draft, nora)).status).toBe(404);
  });

  it("never enters an account by an invitation: its owner signs in first", async () => {
    const known = await test.enterAs({ email: "known@example.org", name: "Kim" });
    await post("/invitations", { role: inWorkshop("viewer"), email: "known@example.org" }, owner.headers);
    const { token } = await mailTo("known@example.org");
    expect((await post("/invitations/open", { token })).body.ways).toEqual(["sign-in"]);
    expect((await post("/invitations/accept", { token, name: "Thief" })).body.code).toBe("SIGN_IN_REQUIRED");
    const other = await test.enterAs({ email: "other@example.org" });
    expect((await post("/invitations/accept", { token }, other.headers)).body.code).toBe("SIGN_IN_REQUIRED");
    expect((await post("/invitations/accept", { token }, known.headers)).body.me.name).toBe("Kim");
    expect((await test.ask("GET", `/workshops/${workshopId}`, undefined, known.headers)).body.access).toBe("read");
  });

  it("lets guests in by a link, who keep their place when they sign in", async () => {
    const link = (await post("/invitations", { role: inWorkshop("commenter"), guests: true }, owner.headers)).body.link;
    const token = /invitation=([\w-]+)/.exec(link)?.[1] ?? "";
    expect((await post("/invitations/open", { token })).body.ways).toEqual(["name", "sign-in"]);
    const came = await post("/invitations/accept", { token, name: "Gaëlle", language: "fr", territory: "CR" });
    expect(came.status, JSON.stringify([came.body, test.problems])).toBe(200);
    expect(came.body.me).toMatchObject({ name: "Gaëlle", email: null, guest: true, territory: "CR", actors: [] });
    const guest = cookieOf(came);
    const said = await post(`/workshops/${workshopId}/comments`, { text: "Bonjour !" }, guest);
    expect(said.status).toBe(201);
    expect(
      (await post("/workshops", { title: { fr: "x" }, startsAt: "2027-01-01T10:00:00Z", territories: ["MF"] }, guest))
        .status,
    ).toBe(404);
    const members = await membersOf(owner.headers);
    expect(members.items.find(({ person }: { person: { name: string } }) => person.name === "Gaëlle")).toMatchObject({
      person: { guest: true, email: null },
      role: { role: "commenter" },
    });
    expect(members.invitations.find(({ guests }: { guests: boolean }) => guests)).toMatchObject({
      uses: 1,
      email: null,
    });

    await test.db
      .insertInto("document_clients")
      .values({
        document_id: (await test.ask("GET", `/workshops/${workshopId}`)).body.documents.agenda,
        client_id: 7,
        owner: came.body.me.id,
      })
      .execute();
    await post("/identity/sign-in", { email: "gaelle@example.org", language: "fr" });
    const code = /\b\d{6}\b/.exec((await mailTo("gaelle@example.org")).body ?? "")?.[0];
    const signedIn = await post("/identity/sessions", { email: "gaelle@example.org", code }, guest);
    expect(signedIn.body).toMatchObject({ email: "gaelle@example.org", guest: false, territory: "CR" });
    const person = cookieOf(signedIn);
    const comments = (await test.ask("GET", `/workshops/${workshopId}/comments`, undefined, person)).body.items;
    expect(comments.map(({ by }: { by: { id: string } }) => by.id)).toContain(signedIn.body.id);
    const owned = await test.db
      .selectFrom("document_clients")
      .select("owner")
      .where("client_id", "=", 7)
      .executeTakeFirst();
    expect(owned?.owner).toBe(signedIn.body.id);
    expect((await test.ask("GET", "/identity/me", undefined, guest)).body.code).toBe("SESSION_EXPIRED");
  });

  it("gives no more than one may give, takes nothing away by a weaker link, and keeps an owner", async () => {
    const facilitator = await test.enterAs({ email: "fab@example.org", roles: [inWorkshop("facilitator")] });
    expect(
      (await post("/invitations", { role: inWorkshop("owner"), email: "x@example.org" }, facilitator.headers)).status,
    ).toBe(404);
    const link = (await post("/invitations", { role: inWorkshop("viewer"), guests: false }, facilitator.headers)).body;
    const token = /invitation=([\w-]+)/.exec(link.link)?.[1] ?? "";
    expect((await post("/invitations/accept", { token }, facilitator.headers)).status).toBe(200);
    const { items, grants } = await membersOf(facilitator.headers);
    expect(grants).toEqual(["facilitator", "editor", "commenter", "viewer"]);
    const idOf = (id: string) => items.find(({ person }: { person: { id: string } }) => person.id === id);
    expect(idOf(facilitator.id).role.role).toBe("facilitator");
    const ownersRole = idOf(owner.id).id;
    expect((await test.ask("PATCH", `/members/${ownersRole}`, { role: "viewer" }, facilitator.headers)).status).toBe(
      404,
    );
    expect((await test.ask("DELETE", `/members/${ownersRole}`, undefined, facilitator.headers)).status).toBe(404);
    for (const answer of [
      await test.ask("PATCH", `/members/${ownersRole}`, { role: "viewer" }, owner.headers),
      await test.ask("DELETE", `/members/${ownersRole}`, undefined, owner.headers),
    ])
      expect(answer.body.code).toBe("STATE_CONFLICT");
    const facilitators = idOf(facilitator.id).id;
    expect((await test.ask("PATCH", `/members/${facilitators}`, { role: "owner" }, owner.headers)).body.role.role).toBe(
      "owner",
    );
    expect((await test.ask("DELETE", `/members/${ownersRole}`, undefined, owner.headers)).status).toBe(204);
    expect((await test.ask("GET", `/workshops/${workshopId}`, undefined, owner.headers)).status).toBe(404);
    expect((await test.ask("DELETE", `/invitations/${link.id}`, undefined, facilitator.headers)).status).toBe(204);
    expect((await post("/invitations/open", { token })).body.code).toBe("INVITATION_INVALID");
  });

  it("makes a representative of who accepts for an actor, and tells who did what", async () => {
    const volunteer = await test.enter("saint-martin");
    const draft = { role: { in: "actor", actorId: actor.id, role: "representative" }, email: "rep@example.org" };
    expect((await post("/invitations", draft, await test.enter("costa-rica"))).status).toBe(404);
    await post("/invitations", draft, volunteer);
    const { token } = await mailTo("rep@example.org");
    const accepted = await post("/invitations/accept", { token, name: "Rémi" });
    expect(accepted.body.me.actors).toEqual([
      { id: actor.id, name: actor.name, territory: "MF", representative: true },
    ]);
    const log = (await test.ask("GET", "/audit?territory=MF", undefined, volunteer)).body.items;
    expect(log.slice(0, 2)).toMatchObject([
      {
        act: "member.joined",
        by: { kind: "person", name: "Rémi" },
        about: { kind: "actor", id: actor.id, name: actor.name },
        detail: { role: "representative" },
      },
      { act: "member.invited", by: { name: "Maëlle Hodge" }, territory: "MF" },
    ]);
    expect((await test.ask("GET", "/audit?territory=CR", undefined, volunteer)).status).toBe(404);
    expect((await test.ask("GET", "/audit", undefined, volunteer)).status).toBe(404);
    const own = (await test.ask("GET", "/audit?mine=true", undefined, cookieOf(accepted))).body.items;
    expect(own.map(({ act }: { act: string }) => act)).toContain("session.opened");
    expect(JSON.stringify(await test.db.selectFrom("audit").selectAll().execute())).not.toMatch(/example\.org|Rémi/);
  });

  it("shows where one is signed in, and ends it", async () => {
    const first = await test.enterAs({ email: "two@example.org" });
    await post("/identity/sign-in", { email: "two@example.org" });
    const code = /\b\d{6}\b/.exec((await mailTo("two@example.org")).body ?? "")?.[0];
    const second = cookieOf(await post("/identity/sessions", { email: "two@example.org", code }));
    const { items } = (await test.ask("GET", "/identity/sessions", undefined, second)).body;
    expect(items.map(({ current }: { current: boolean }) => current).sort()).toEqual([false, true]);
    const other = items.find(({ current }: { current: boolean }) => !current);
    const stranger = await test.enter("saint-martin");
    expect((await test.ask("DELETE", `/identity/sessions/${other.id}`, undefined, stranger)).status).toBe(404);
    expect((await test.ask("DELETE", `/identity/sessions/${other.id}`, undefined, second)).status).toBe(204);
    expect((await test.ask("GET", "/identity/me", undefined, first.headers)).body.code).toBe("SESSION_EXPIRED");
    expect((await test.ask("GET", "/identity/me", undefined, second)).status).toBe(200);
  });
});
