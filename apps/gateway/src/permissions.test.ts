import type { ActorEntry } from "@milango/core/actors";
import {
  type Act,
  type ActorFacts,
  type Caller,
  may,
  type PersonId,
  type Role,
  type Scope,
  scopes,
  type WorkshopFacts,
  type WorkshopId,
  workshopRoles,
} from "@milango/core/identity";
import { wireSubjects } from "@milango/core/messages";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "./new-id.ts";
import { type ApiRoute, readApiRoutes } from "./testing/api-routes.ts";
import { type ArrangedRecord, arrangeRecord } from "./testing/arrange-record.ts";
import { createBadAsker, root } from "./testing/ask-badly.ts";
import { startTestGateway, type TestGateway } from "./testing/start-test-gateway.ts";

type Headers = Readonly<Record<string, string>>;
/** What the routes are asked about: everything of one actor, or a workshop it takes part in. */
interface Ground {
  readonly actor: ActorFacts;
  readonly partner: ActorFacts;
  readonly workshop: WorkshopFacts;
}

/** The act behind each route that is about something of somebody's. Routes that are not here are named below. */
const actOf: Readonly<Record<string, (ground: Ground) => Act>> = {
  "POST /actors": () => ({ act: "actors.create", territory: "MF" }),
  "PATCH /actors/{id}": ({ actor }) => ({ act: "actors.update", actor }),
  "DELETE /actors/{id}": ({ actor }) => ({ act: "actors.update", actor }),
  "PATCH /actors/{id}/contacts": ({ actor }) => ({ act: "actors.update", actor }),
  "POST /actors/{id}/verification": ({ actor }) => ({ act: "actors.update", actor }),
  "GET /actors/{id}/history": ({ actor }) => ({ act: "actors.update", actor }),
  "POST /actors/{id}/corrections": ({ actor }) => ({ act: "actors.propose", actor }),
  "POST /actors/{id}/needs": ({ actor }) => ({ act: "needs.write", actor }),
  "POST /actors/{id}/offers": ({ actor }) => ({ act: "needs.write", actor }),
  "PATCH /needs/{id}": ({ actor }) => ({ act: "needs.write", actor }),
  "DELETE /needs/{id}": ({ actor }) => ({ act: "needs.write", actor }),
  "POST /needs/{id}/renewal": ({ actor }) => ({ act: "needs.write", actor }),
  "PATCH /offers/{id}": ({ actor }) => ({ act: "needs.write", actor }),
  "DELETE /offers/{id}": ({ actor }) => ({ act: "needs.write", actor }),
  "POST /offers/{id}/renewal": ({ actor }) => ({ act: "needs.write", actor }),
  "POST /actors/{id}/preview": ({ actor }) => ({ act: "needs.write", actor }),
  "GET /actors/{id}/suggestions": ({ actor }) => ({ act: "suggestions.read", actor }),
  "POST /suggestions/{id}/decision": ({ actor }) => ({ act: "suggestions.decide", actor }),
  "GET /introductions": ({ actor }) => ({ act: "introductions.read", sides: [actor] }),
  "POST /introductions": ({ actor }) => ({ act: "introductions.answer", actor }),
  "GET /introductions/{id}": ({ actor, partner }) => ({ act: "introductions.read", sides: [actor, partner] }),
  "POST /introductions/{id}/withdraw": ({ actor, partner }) => ({ act: "introductions.read", sides: [actor, partner] }),
  "POST /introductions/{id}/slots": ({ actor, partner }) => ({ act: "introductions.read", sides: [actor, partner] }),
  "POST /introductions/{id}/meeting": ({ actor, partner }) => ({ act: "introductions.read", sides: [actor, partner] }),
  "POST /introductions/{id}/outcome": ({ actor, partner }) => ({ act: "introductions.read", sides: [actor, partner] }),
  "GET /workshops/{id}": ({ workshop }) => ({ act: "workshops.read", workshop }),
  "GET /workshops/{id}/people": ({ workshop }) => ({ act: "workshops.read", workshop }),
  "GET /workshops/{id}/agenda": ({ workshop }) => ({ act: "workshops.read", workshop }),
  "PATCH /workshops/{id}": ({ workshop }) => ({ act: "workshops.update", workshop }),
  "DELETE /workshops/{id}": ({ workshop }) => ({ act: "workshops.update", workshop }),
  "GET /workshops/{id}/comments": ({ workshop }) => ({ act: "comments.read", workshop }),
  "POST /workshops/{id}/comments": ({ workshop }) => ({ act: "comments.write", workshop }),
  "POST /documents/{id}/tickets": ({ workshop }) => ({
    act: "documents.read",
    document: { workshop, purpose: "agenda" },
  }),
  "GET /documents/{id}/versions": ({ workshop }) => ({
    act: "documents.read",
    document: { workshop, purpose: "agenda" },
  }),
  "POST /documents/{id}/versions": ({ workshop }) => ({
    act: "documents.write",
    document: { workshop, purpose: "agenda" },
  }),
  "GET /members": ({ workshop }) => ({ act: "members.read", place: { in: "workshop", workshop } }),
  "POST /invitations": ({ workshop }) => ({ act: "members.write", place: { in: "workshop", workshop }, role: "owner" }),
  "GET /audit": () => ({ act: "audit.read", territory: null }),
  "GET /identity/keys": () => ({ act: "keys.write", grants: [] }),
  "POST /identity/keys": () => ({ act: "keys.write", grants: [] }),
};
/** Open to all, a person's own, or told apart by tests of their own (members, imports, versions, events, comments). */
const elsewhere =
  /^(GET \/(actors|actors\/facets|actors\/\{id\}|actors\/\{id\}\/(needs|offers)|territories|sectors|legal-forms|concepts|events|proposals|workshops|actors\/imports\/.*)|\w+ \/identity\/(settings|sign-in|sessions.*|passkeys.*|passkey-sessions.*|demo-sessions|me)|DELETE \/identity\/keys\/\{id\}|POST \/(concepts\/annotate|actors\/imports.*|workshops|digests\/stop|invitations\/(open|accept)|actors\/\{id\}\/claims|proposals\/\{id\}\/decision|(needs|offers)\/\{id\}\/closing|introductions\/\{id\}\/(accept|decline))|(PATCH|DELETE) \/(members|invitations|comments)\/\{id\}|GET \/introductions\/\{id\}\/meeting\.ics|.* \/(workshops\/\{id\}\/)?comments\/.*|.* \/documents\/\{id\}\/versions\/.*)$/;

describe("who may do what, asked of every route", () => {
  let test: TestGateway;
  let routes: ApiRoute[];
  let record: ArrangedRecord;
  let ground: Ground;
  const people = new Map<string, { readonly caller: Caller; readonly headers: Headers }>();

  beforeAll(async () => {
    test = await startTestGateway({ directory: null });
    await test.bus.wire.serve(wireSubjects.preview, async () => Buffer.from('{"items":[]}'));
    routes = await readApiRoutes(test);
    record = await arrangeRecord(test);
    const { items } = (await test.ask("GET", "/actors?limit=200")).body as { items: ActorEntry[] };
    const factsOf = (id: string): ActorFacts => {
      const found = items.find((each) => each.id === id);
      if (found === undefined) throw new Error("not there");
      return { id: found.id, territory: found.territory };
    };
    const [actor, partner] = [factsOf(record.actorId), factsOf(record.partnerId)];
    const neighbour = items.find(({ id, territory }) => territory === actor.territory && id !== actor.id) as ActorEntry;
    const workshopId = record.idAfter.workshops as WorkshopId;
    ground = { actor, partner, workshop: { id: workshopId, participants: [actor, partner] } };
    await test.db.updateTable("actors").set({ capacity: 50 }).execute();

    const represents = ({ id }: ActorFacts): Role => ({ in: "actor", actorId: id, role: "representative" });
    const network = (role: "animator" | "administrator", territories: readonly ("MF" | "CR")[] | null): Role => ({
      in: "network",
      role,
      territories,
    });
    const inWorkshop = (role: (typeof workshopRoles)[number], id = workshopId): Role => ({
      in: "workshop",
      workshopId: id,
      role,
    });
    const roles: Readonly<Record<string, readonly Role[]>> = {
      newcomer: [],
      "own representative": [represents(actor)],
      "neighbour's representative": [represents(neighbour)],
      "partner's representative": [represents(partner)],
      "animator here": [network("animator", ["MF"])],
      "animator elsewhere": [network("animator", ["CR"])],
      administrator: [network("administrator", null)],
      ...Object.fromEntries(workshopRoles.map((role) => [role, [inWorkshop(role)]])),
      "another workshop's owner": [inWorkshop("owner", newId() as WorkshopId)],
    };
    for (const [name, held] of Object.entries(roles)) {
      const { id, headers } = await test.enterAs({ email: `${name.replaceAll(/\W/g, "")}@example.org`, roles: held });
      people.set(name, { headers, caller: { kind: "person", personId: id, sessionId: "s", roles: held } });
    }
    const { id, headers } = await test.enterAs({
      email: "guest@guests.invalid",
      roles: [inWorkshop("editor")],
      guest: true,
    });
    const caller: Caller = {
      kind: "person",
      personId: id as PersonId,
      sessionId: "s",
      roles: [inWorkshop("editor")],
      guest: true,
    };
    people.set("guest who edits", { headers, caller });
    for (const territories of [null, ["MF"], ["CR"]] as const) {
      for (const held of [scopes, ["actors:read"]] as const) {
        const draft = { label: "k", scopes: held, ...(territories === null ? {} : { territories }) };
        const { id: keyId, key } = (await test.ask("POST", "/identity/keys", draft)).body;
        people.set(`a key of ${held.length} scope(s) for ${territories ?? "everywhere"}`, {
          headers: { authorization: `Bearer ${key}` },
          caller: { kind: "program", keyId, scopes: held as readonly Scope[], territories },
        });
      }
    }
    people.set("nobody", { headers: {}, caller: { kind: "anonymous" } });
  }, 120_000);
  afterAll(() => test.close());

  it("knows every route: by its act, or as tested elsewhere", () => {
    const forgotten = routes
      .map(({ name }) => name)
      .filter((name) => actOf[name] === undefined && !elsewhere.test(name));
    expect(forgotten).toEqual([]);
    expect(Object.keys(actOf).filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
  });

  it("lets in whom the policy lets in, and answers all others as if nothing were there", {
    timeout: 120_000,
  }, async () => {
    const asker = createBadAsker(test, record);
    const queries: Readonly<Record<string, string>> = {
      "GET /members": `?in=workshop&of=${ground.workshop.id}`,
      "GET /introductions": `?actorId=${ground.actor.id}`,
    };
    const bodies: Readonly<Record<string, unknown>> = {
      "POST /introductions": { actorId: ground.actor.id, partnerId: ground.partner.id },
      // Who takes part is an act of its own, told apart where workshops are tested.
      "PATCH /workshops/{id}": { goal: { fr: "Se parler" } },
    };
    const wrong: string[] = [];
    let asked = 0;
    for (const route of routes) {
      const act = actOf[route.name];
      if (act === undefined) continue;
      for (const [who, { caller, headers }] of people) {
        const path = queries[route.name] === undefined ? asker.pathOf(route) : `${route.path}${queries[route.name]}`;
        // A revision of long ago: who may is told so, and nothing is taken from those who are asked next.
        const changing =
          /^(PATCH|DELETE) \/(actors\/\{id\}|needs|offers|workshops)/.test(route.name) &&
          !route.path.endsWith("contacts");
        const stale: Headers = changing ? { "if-match": '"999"' } : {};
        const body = bodies[route.name] ?? asker.sampleFor(route);
        const answer = await test.ask(route.method, path, body, { ...headers, ...stale });
        asked++;
        const code = answer.body?.code;
        const refused = ["NOT_FOUND", "SIGN_IN_REQUIRED", "SCOPE_MISSING"].includes(code);
        if (may(caller, act(ground)) === refused)
          wrong.push(`${who} ${refused ? "was refused" : "was let"} ${route.name}: ${answer.status} ${code ?? ""}`);
        if (!refused || code !== "NOT_FOUND" || !route.path.includes("{id}")) continue;
        // Forbidden and absent read the same, but for the request's own number.
        const absent = await test.ask(route.method, asker.pathOf(route, newId()), body, { ...headers, ...stale });
        const plain = ({ status, body: said }: typeof answer) => JSON.stringify([status, { ...said, instance: "" }]);
        if (plain(absent) !== plain(answer))
          wrong.push(`${who} can tell ${route.name} from nothing: ${plain(answer)} ${plain(absent)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(700);
  });

  it("answers a sign-in the same, and as fast, whether the address is known or not", async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    const answers = new Set<string>();
    for (let round = 0; round < 9; round++) {
      for (const [kind, email] of [
        ["known", "maelle.hodge@demo.milango.example"],
        ["unknown", `nobody${round}@example.org`],
      ] as const) {
        const begun = performance.now();
        const { status, body } = await test.ask("POST", "/identity/sign-in", { email, language: "fr" }, {});
        times[kind].push(performance.now() - begun);
        answers.add(JSON.stringify([status, body]));
      }
    }
    expect([...answers]).toEqual(["[202,{}]"]);
    const middle = (list: number[]) => list.sort((one, other) => one - other)[4] ?? 0;
    const ratio = middle(times.known) / middle(times.unknown);
    expect(
      ratio,
      `known ${middle(times.known).toFixed(1)} ms, unknown ${middle(times.unknown).toFixed(1)} ms`,
    ).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it("keeps what looks like code as words, and gives none of it back as code", async () => {
    const strings = [
      "'; drop table actors; --",
      '" or 1=1 --',
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "{{7*7}}",
      "../../../../etc/passwd",
      "a\r\nSet-Cookie: owned=1",
      '=HYPERLINK("http://evil.example")',
      "%00%0a",
    ];
    const { actorId } = record;
    for (const text of strings) {
      const made = await test.ask("POST", `/actors/${actorId}/needs`, { text: { fr: text } });
      expect(made.body.text?.fr, text).toBe(text);
      const search = await fetch(`${test.gateway.url}/api/v1/actors?q=${encodeURIComponent(text)}`, { headers: root });
      expect(search.status, text).toBe(200);
      expect(search.headers.get("set-cookie"), text).toBeNull();
      expect(search.headers.get("content-type")).toMatch(/^application\/json/);
      for (const path of [
        `/actors/${encodeURIComponent(text)}`,
        `/concepts?q=${encodeURIComponent(text)}`,
        `/actors?cursor=${encodeURIComponent(text)}`,
        `/actors?territory=${encodeURIComponent(text)}`,
      ])
        expect((await test.ask("GET", path)).status, path).toBeLessThan(500);
      const invited = await test.ask("POST", "/invitations", {
        role: { in: "actor", actorId, role: "representative" },
        email: "victim@example.org",
        note: text,
      });
      expect(invited.status, text).toBe(201);
      const mail = await test.db
        .selectFrom("mails")
        .selectAll()
        .where("recipient", "=", "victim@example.org")
        .orderBy("id", "desc")
        .executeTakeFirst();
      expect(mail?.subject).not.toMatch(/[\r\n]/);
    }
    expect((await test.ask("GET", "/actors?limit=200")).body.items.length).toBeGreaterThanOrEqual(24);
    expect(test.problems).toEqual([]);
  });
});
