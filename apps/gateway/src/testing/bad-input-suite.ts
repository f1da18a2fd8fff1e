import { isErrorCode } from "@milango/core/errors";
import { wireSubjects } from "@milango/core/messages";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatabasePlace } from "../database/open-database.ts";
import { isDoor } from "../identity/ended-session.ts";
import { type ApiRoute, readApiRoutes } from "./api-routes.ts";
import { type ArrangedRecord, arrangeRecord, arrangeStrangers, type Strangers } from "./arrange-record.ts";
import { type BadAsker, createBadAsker, type Headers, root } from "./ask-badly.ts";
import { bodyFaults, queryFaults, wrongTypes } from "./faults.ts";
import { mutate, mutation } from "./mutate-body.ts";
import { readRecordDigest } from "./record-digest.ts";
import { startTestGateway, type TestGateway } from "./start-test-gateway.ts";

const absentId = "01900000-0000-7000-8000-000000000000";
const noIds = ["x", "0", "%00", "..%2f..", `urn:uuid:${absentId}`, `${absentId}0`, "x".repeat(190)];

/** Whoever comes may ask these: without a key, and with one that holds little. All others are closed by default. */
const openRoutes = new Set([
  "GET /identity/settings",
  "POST /identity/sign-in",
  "POST /identity/sessions",
  "POST /identity/demo-sessions",
  "POST /invitations/open",
  "POST /invitations/accept",
  "POST /digests/stop",
  "POST /identity/passkey-sessions/options",
  "POST /identity/passkey-sessions",
  "GET /territories",
  "GET /sectors",
  "GET /legal-forms",
  "GET /concepts",
  "POST /concepts/annotate",
]);
const openToAnonymous = new Set([
  ...openRoutes,
  "GET /actors",
  "GET /actors/facets",
  "GET /actors/{id}",
  "GET /actors/{id}/needs",
  "GET /actors/{id}/offers",
]);
/** A key of other territories is let in here, and shown or allowed only what is in its own. */
const boundedInside = new Set(["GET /workshops", "GET /events", "POST /actors/imports"]);
const imports = "POST /actors/imports";
/** More of them when one has the time: MILANGO_MUTATED_BODIES=20000. */
const mutated = Number(process.env.MILANGO_MUTATED_BODIES ?? 3_000);
/** What is a person's own is no key's to ask for. */
const persons = (route: ApiRoute) =>
  /^\/identity\/(sessions|passkeys)|\/claims$/.test(route.path) ? ["SIGN_IN_REQUIRED" as const] : [];

/** What a gateway promises to those who send nonsense or too little, whichever database keeps its record. */
export function badInputSuite(
  name: string,
  place: () => Promise<{ place: DatabasePlace; close(): Promise<void> }>,
): void {
  describe(`a gateway on ${name}, asked badly,`, () => {
    let test: TestGateway;
    let routes: ApiRoute[];
    let record: ArrangedRecord;
    let strangers: Strangers;
    let asker: BadAsker;
    let release: () => Promise<void> = async () => undefined;

    beforeAll(async () => {
      const opened = await place();
      release = opened.close;
      test = await startTestGateway(opened.place);
      // No matchmaker runs here; its absence is an answer of 503 that is nobody's mistake.
      await test.bus.wire.serve(wireSubjects.preview, async () => Buffer.from('{"items":[]}'));
      routes = await readApiRoutes(test);
      record = await arrangeRecord(test);
      asker = createBadAsker(test, record);
      strangers = await arrangeStrangers(test);
    });
    afterAll(async () => {
      await test?.close();
      await release();
    });

    const writing = () => routes.filter(({ method }) => method !== "GET");
    const pathOf: BadAsker["pathOf"] = (...asked) => asker.pathOf(...asked);
    const sampleFor: BadAsker["sampleFor"] = (route) => asker.sampleFor(route);
    const faultOf: BadAsker["faultOf"] = (...asked) => asker.faultOf(...asked);

    /** Asks every route that `faults` finds something for; none may pass, and the record stays as it was. */
    const refusesAll = async (faults: (route: ApiRoute) => Promise<string[]>[]) => {
      const before = await readRecordDigest(test.db);
      const answers: string[][] = [];
      for (const route of routes) answers.push(...(await Promise.all(faults(route))));
      expect(answers.flat()).toEqual([]);
      expect(answers.length).toBeGreaterThan(0);
      expect(await readRecordDigest(test.db)).toEqual(before);
    };

    it("lists its routes, and all that are open to anybody are meant to be", () => {
      const named = routes.map((route) => route.name);
      expect(named.length).toBeGreaterThan(45);
      for (const open of [...openToAnonymous, ...boundedInside, imports]) expect(named).toContain(open);
    });

    it("refuses ids of nobody and what is no id", () =>
      refusesAll((route) => {
        if (!route.path.includes("{id}")) return [];
        const nobody = { path: pathOf(route, absentId) };
        return [
          faultOf(route, "an id of nobody", nobody, ["NOT_FOUND", ...persons(route)]),
          ...noIds.map((id) =>
            faultOf(route, `the id ${id}`, { path: pathOf(route, id) }, [
              "INVALID_REQUEST",
              "NOT_FOUND",
              ...persons(route),
            ]),
          ),
        ];
      }));

    it("refuses queries that do not fit, and cursors that no list wrote", () =>
      refusesAll((route) =>
        queryFaults(route, pathOf(route)).map(({ what, path, code }) => faultOf(route, what, { path }, [code])),
      ));

    it("refuses bodies that are no JSON, too large, too deep, poisoned, or of text that cannot be kept", () =>
      refusesAll((route) =>
        route.method === "GET" || route.name === imports
          ? []
          : bodyFaults(sampleFor(route)).map(({ what, body, headers, code }) =>
              faultOf(route, what, { body, headers: { ...root, ...headers } }, [code]),
            ),
      ));

    it("refuses values of other types than the schema's, wherever they stand", () =>
      refusesAll((route) =>
        wrongTypes(sampleFor(route)).map(({ what, body }) => faultOf(route, what, { body }, ["INVALID_REQUEST"])),
      ));

    it("refuses files that are no list of actors", () =>
      refusesAll((route) =>
        route.name !== imports
          ? []
          : ['{"a":', "5", "null", "{}", "[]", '"\ud800"', "[".repeat(1000), "\u0000"].map((body) =>
              faultOf(route, `the file ${body.slice(0, 20)}`, { body }, ["IMPORT_UNREADABLE"]),
            ),
      ));

    it("refuses revisions that cannot be read", () =>
      refusesAll((route) =>
        !["PATCH", "DELETE"].includes(route.method) || route.path.startsWith("/identity")
          ? []
          : ["7", 'W/"1"', '"x"', '"99999999999"', '"1", "2"'].map((etag) =>
              faultOf(route, `If-Match ${etag}`, { headers: { ...root, "if-match": etag } }, ["INVALID_REQUEST"]),
            ),
      ));

    it("refuses whoever sends no key and no session, but where all are welcome", () =>
      refusesAll((route) =>
        openToAnonymous.has(route.name) ? [] : [faultOf(route, "no key", { headers: {} }, ["SIGN_IN_REQUIRED"])],
      ));

    it("refuses keys and sessions that do not hold, even where none is needed, but for the doors one comes in by", () =>
      refusesAll((route) =>
        (["KEY_INVALID", "SESSION_EXPIRED"] as const).flatMap((code) =>
          code === "SESSION_EXPIRED" && isDoor(`/api/v1${route.path}`)
            ? []
            : Object.entries(strangers[code]).map(([what, headers]) => faultOf(route, what, { headers }, [code])),
        ),
      ));

    it("lets whose session has ended come in again, and makes their browser forget it", async () => {
      const [ended = {}] = Object.values(strangers.SESSION_EXPIRED);
      const refused = await test.ask("GET", "/identity/me", undefined, ended);
      expect(refused.body.code).toBe("SESSION_EXPIRED");
      expect(refused.headers.getSetCookie().join()).toMatch(/^milango\.session_token=; .*Max-Age=0/);
      const entered = await test.ask("POST", "/identity/demo-sessions", { persona: "saint-martin" }, ended);
      expect(entered.status).toBe(200);
      // The last of several cookies of one name is the one that is kept.
      expect(entered.headers.getSetCookie().at(-1)).toMatch(/^milango\.session_token=[^;]{20}/);
    });

    it("refuses keys without the scope", async () => {
      const [events, actors] = [await strangers.withScope("events:read"), await strangers.withScope("actors:read")];
      await refusesAll((route) => {
        if (openRoutes.has(route.name)) return [];
        // Actors are read without a key, yet a key says what it is for.
        const headers = route.name === "GET /events" ? actors : events;
        return [
          faultOf(route, "a key of another scope", { headers }, ["SCOPE_MISSING", "SIGN_IN_REQUIRED", "NOT_FOUND"]),
        ];
      });
    });

    it("refuses keys of other territories as if nothing were there", () =>
      refusesAll((route) =>
        openToAnonymous.has(route.name) || boundedInside.has(route.name)
          ? []
          : [
              faultOf(route, "a key of Costa Rica", { headers: strangers.elsewhere }, [
                "NOT_FOUND",
                "SIGN_IN_REQUIRED",
              ]),
            ],
      ));

    it("lets no key reach beyond itself by what it makes", async () => {
      const { elsewhere } = strangers;
      const ask = async (method: string, path: string, body: unknown, headers: Headers) =>
        (await test.ask(method, path, body, headers)).body;
      const draft = { title: { es: "Taller" }, startsAt: "2026-10-01T15:00:00Z", territories: ["CR"] };
      const own = await ask("POST", "/workshops", { ...draft, actorIds: [record.partnerId] }, elsewhere);
      expect(own.participants).toMatchObject([{ id: record.partnerId }]);
      const both = { actorIds: [record.partnerId, record.actorId] };
      for (const refused of [
        await ask("POST", "/workshops", { ...draft, ...both }, elsewhere),
        await ask("POST", "/workshops", draft, elsewhere),
        await ask("PATCH", `/workshops/${own.id}`, both, elsewhere),
        await ask("PATCH", `/workshops/${own.id}`, { actorIds: [] }, elsewhere),
      ])
        expect(refused.code).toBe("NOT_FOUND");
      const provisioner = await strangers.withScope("keys:write");
      const key = (scope: string) => ask("POST", "/identity/keys", { label: "more", scopes: [scope] }, provisioner);
      expect((await key("actors:write")).code).toBe("SCOPE_MISSING");
      expect((await key("keys:write")).key).toMatch(/^mlg_/);
    });

    it("takes the bodies that all of this was tried with, so that the fault alone was refused", async () => {
      const refused: string[] = [];
      for (const route of writing().filter(({ body }) => body !== undefined)) {
        const { status, body } = await test.ask(route.method, pathOf(route), sampleFor(route), root);
        if (
          [400, 422, 500, 503].includes(status) &&
          !["LINK_INVALID", "INVITATION_INVALID", "PASSKEY_INVALID"].includes(body.code)
        )
          refused.push(`${route.name}: ${JSON.stringify(body)}`);
      }
      expect(refused).toEqual([]);
    });

    it(`never fails on its own side at ${mutated} mutated bodies`, { timeout: 60_000 + mutated * 20 }, async () => {
      const person = await test.enter("saint-martin");
      const limited = [
        "/identity/sign-in",
        "/identity/sessions",
        "/invitations/open",
        "/invitations/accept",
        "/digests/stop",
      ];
      const deep = writing().filter(({ body, path }) => body !== undefined && !limited.includes(path));
      // Every route that writes, and those the more that read a body before they answer.
      const targets = [...writing(), ...deep, ...deep];
      // What would be gone after its first request is asked for in vain: it is the body that is tried here.
      const target = (route: ApiRoute) => pathOf(route, route.method === "DELETE" ? absentId : undefined);
      const asWhom = (route: ApiRoute, byPerson: boolean) =>
        route.path === "/identity/me" || (byPerson && route.method !== "DELETE") ? person : root;
      const request = fc.record({ to: fc.nat(targets.length - 1), byPerson: fc.boolean(), mutation });
      const batch = fc.array(request, { minLength: 10, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(batch, async (requests) => {
          const answers = await Promise.all(
            requests.map(async ({ to, byPerson, mutation: change }) => {
              const route = targets[to];
              if (route === undefined) return [];
              const body = mutate(sampleFor(route) ?? {}, change);
              const { status, body: said } = await test.ask(route.method, target(route), body, asWhom(route, byPerson));
              const fits = status < 400 || (status < 500 && isErrorCode(said?.code));
              return fits ? [] : [`${route.name} ${body.slice(0, 2000)}: ${status} ${JSON.stringify(said)}`];
            }),
          );
          expect(answers.flat()).toEqual([]);
        }),
        { numRuns: mutated / 10, endOnFailure: true },
      );
    });

    it("never failed on its own side", () => {
      expect(test.problems).toEqual([]);
    });
  });
}
