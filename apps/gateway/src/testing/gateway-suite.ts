import type { ActorEntry } from "@milango/core/actors";
import { suggestedSubject } from "@milango/core/messages";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { DatabasePlace } from "../database/open-database.ts";
import { eventually } from "./eventually.ts";
import { startTestGateway, type TestGateway } from "./start-test-gateway.ts";

const absentId = "01900000-0000-7000-8000-000000000000";

/** What a gateway promises, whichever database keeps its record. */
export function gatewaySuite(
  name: string,
  place: () => Promise<{ place: DatabasePlace; close(): Promise<void> }>,
): void {
  describe(`a gateway on ${name}`, () => {
    let test: TestGateway;
    let actors: ActorEntry[];
    let release: () => Promise<void> = async () => undefined;
    const named = (part: string): ActorEntry => {
      const found = actors.find((actor) => actor.name.includes(part));
      if (found === undefined) throw new Error(`No actor ${part}`);
      return found;
    };

    beforeAll(async () => {
      const opened = await place();
      release = opened.close;
      test = await startTestGateway(opened.place);
      actors = (await test.ask("GET", "/actors?limit=200")).body.items;
    }, 60_000);
    afterAll(async () => {
      await test?.close();
      await release();
    });

    it("shows the demo network, page by page, each actor once", async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? "" : `&cursor=${cursor}`;
        const { body } = await test.ask("GET", `/actors?limit=7${query}`, undefined, {});
        seen.push(...body.items.map(({ id }: ActorEntry) => id));
        cursor = body.nextCursor;
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(24);
      expect(seen).toHaveLength(24);
    });

    it("finds by folded words, and counts facets without their own filter", async () => {
      const { body } = await test.ask("GET", "/actors?q=OLEANE%20verre");
      expect(body.items.map(({ name: found }: ActorEntry) => found)).toEqual(["Verre Sable Oléane"]);
      const facets = await test.ask("GET", "/actors/facets?territory=MF");
      expect(facets.body.total).toBe(6);
      expect(facets.body.territory.CR).toBe(5);
    });

    it.each([
      ["malformed JSON", "POST", "/actors", "{bad", 400, "MALFORMED_JSON"],
      [
        "a prototype key",
        "POST",
        "/actors",
        '{"__proto__":{"x":1},"name":"x","territory":"MF"}',
        400,
        "MALFORMED_JSON",
      ],
      ["wrong types", "POST", "/actors", { name: 5, territory: "MF" }, 400, "INVALID_REQUEST"],
      ["unknown fields", "POST", "/actors", { name: "x", territory: "MF", admin: true }, 400, "INVALID_REQUEST"],
      ["a body of 2 MB", "POST", "/actors", { name: "x".repeat(2_000_000) }, 413, "BODY_TOO_LARGE"],
      ["NUL in a text", "POST", "/actors", { name: "a\u0000b", territory: "MF" }, 400, "INVALID_REQUEST"],
      ["half a character", "POST", "/actors", '{"name":"\\ud800","territory":"MF"}', 400, "INVALID_REQUEST"],
      ["a territory outside", "POST", "/actors", { name: "x", territory: "SX" }, 422, "OUTSIDE_NETWORK"],
      [
        "a foreign legal form",
        "POST",
        "/actors",
        { name: "x", territory: "CR", legalForm: "fr-scic" },
        422,
        "LEGAL_FORM_UNKNOWN",
      ],
      ["an unknown id", "GET", `/actors/${absentId}`, undefined, 404, "NOT_FOUND"],
      ["an id that is none", "GET", "/actors/x", undefined, 400, "INVALID_REQUEST"],
      ["a made-up cursor", "GET", "/actors?cursor=e30", undefined, 400, "INVALID_CURSOR"],
      ["a limit of a million", "GET", "/actors?limit=1000000", undefined, 400, "INVALID_REQUEST"],
      ["a long query", "GET", `/actors?q=${"x".repeat(300)}`, undefined, 400, "INVALID_REQUEST"],
      ["a broken box", "GET", "/actors?bbox=1,2", undefined, 400, "INVALID_REQUEST"],
      ["no such page", "GET", "/nothing", undefined, 404, "NOT_FOUND"],
      ["no such introduction", "POST", `/introductions/${absentId}/accept`, {}, 404, "NOT_FOUND"],
    ] as const)(
      "answers %s with a problem document and changes nothing",
      async (_, method, path, body, status, code) => {
        const before = (await test.ask("GET", "/actors/facets")).body.total;
        const answer = await test.ask(method, path, body);
        expect(answer.body).toMatchObject({ status, code });
        expect(answer.status).toBe(status);
        expect(answer.headers.get("content-type")).toContain("application/problem+json");
        expect((await test.ask("GET", "/actors/facets")).body.total).toBe(before);
      },
    );

    it("tells a missing key, a bad key, a missing scope and an ended session apart", async () => {
      const draft = { name: "x", territory: "MF" };
      expect((await test.ask("POST", "/actors", draft, {})).body.code).toBe("SIGN_IN_REQUIRED");
      expect((await test.ask("POST", "/actors", draft, { authorization: "Bearer mlg_no" })).body.code).toBe(
        "KEY_INVALID",
      );
      const { key } = (await test.ask("POST", "/identity/keys", { label: "reader", scopes: ["actors:read"] })).body;
      expect((await test.ask("POST", "/actors", draft, { authorization: `Bearer ${key}` })).body.code).toBe(
        "SCOPE_MISSING",
      );
      const session = await test.enter("costa-rica");
      expect((await test.ask("GET", "/identity/me", undefined, session)).status).toBe(200);
      expect((await test.ask("DELETE", "/identity/sessions/current", undefined, session)).status).toBe(204);
      expect((await test.ask("GET", "/identity/me", undefined, session)).body.code).toBe("SESSION_EXPIRED");
    });

    it("answers forbidden and absent alike", async () => {
      const session = await test.enter("costa-rica");
      const forbidden = await test.ask("GET", `/actors/${named("Oléane").id}/suggestions`, undefined, session);
      const absent = await test.ask("GET", `/actors/${absentId}/suggestions`, undefined, session);
      const { instance: _one, ...said } = forbidden.body;
      const { instance: _other, ...saidOfAbsent } = absent.body;
      expect(said).toEqual(saidOfAbsent);
    });

    it("repeats the answer of a repeated request, and refuses the key for another one", async () => {
      const need = { text: { fr: "Des bacs de tri pour le verre" } };
      const path = `/actors/${named("Oléane").id}/needs`;
      const headers = {
        authorization: "Bearer root-key-for-tests-root-key-for-tests",
        "idempotency-key": "same-key-1",
      };
      const first = await test.ask("POST", path, need, headers);
      const second = await test.ask("POST", path, need, headers);
      expect(second).toMatchObject({ status: 201, body: { id: first.body.id } });
      expect((await test.ask("POST", path, { text: { fr: "Autre" } }, headers)).body.code).toBe("IDEMPOTENCY_CONFLICT");
      expect(
        (await test.ask("PATCH", `/needs/${first.body.id}`, { sector: "waste" }, { ...headers, "if-match": '"7"' }))
          .body.code,
      ).toBe("REVISION_MISMATCH");
      expect((await test.ask("DELETE", `/needs/${first.body.id}`)).status).toBe(204);
    });

    it("applies a list of suggestions once, ignores an older one, and leads from two acceptances to open contacts", async () => {
      const [one, other] = [named("Ti-Santé"), named("Kès Lavi")];
      const [need, offer] = [one.needs[0], other.offers[0]];
      const reason = {
        direction: "receive" as const,
        needId: need?.id ?? "",
        offerId: offer?.id ?? "",
        strength: 0.9,
        weight: 0.5,
        concepts: [],
        evidence: "concept" as const,
        words: [],
        weak: false,
      };
      const item = {
        partnerId: other.id,
        score: 0.8,
        mutual: true,
        reasons: [reason],
        sharedLanguages: ["fr"],
        propensity: 1,
      };
      const publish = (id: string, version: number, items: unknown[]) =>
        test.bus.news.publish(suggestedSubject(one.id), {
          id,
          seq: version,
          at: new Date().toISOString(),
          body: { actorId: one.id, version, items },
        });
      const list = async () => (await test.ask("GET", `/actors/${one.id}/suggestions`)).body;
      await publish("list-1", 1000, [item]);
      await publish("list-0", 999, []);
      await publish("list-1", 1000, [item]);
      const [suggestion] = await eventually(async () => {
        const { items } = await list();
        return items.length === 1 ? items : undefined;
      });
      expect(suggestion).toMatchObject({
        partner: { id: other.id },
        reasons: [{ needText: need?.text, offerText: offer?.text }],
      });

      const decided = await test.ask("POST", `/suggestions/${suggestion.id}/decision`, { decision: "accept" });
      expect(decided.body).toMatchObject({ state: "accepted" });
      const { introductionId } = decided.body;
      expect((await test.ask("POST", `/introductions/${introductionId}/outcome`, { result: "met" })).body.code).toBe(
        "STATE_CONFLICT",
      );
      const connected = await test.ask("POST", `/introductions/${introductionId}/accept`, {});
      expect(connected.body.state).toBe("connected");
      expect(connected.body.sides[1].contacts).toHaveLength(1);
      expect((await test.ask("GET", `/actors/${other.id}`, undefined, {})).body.contacts).toBeNull();
    });

    it("keeps what a standard Yjs client writes, and hands it whole to the next one", async () => {
      const session = await test.enter("saint-martin");
      const { items } = (await test.ask("GET", "/workshops", undefined, session)).body;
      const id = items[0].documents.agenda as string;
      const { ticket } = (await test.ask("POST", `/documents/${id}/tickets`, undefined, session)).body;
      const open = () => {
        const doc = new Y.Doc();
        const url = `${test.gateway.url.replace("http", "ws")}/api/v1/documents`;
        const provider = new WebsocketProvider(url, id, doc, {
          params: { ticket },
          WebSocketPolyfill: WebSocket as never,
          disableBc: true,
        });
        return { doc, provider };
      };
      const [first, second] = [open(), open()];
      await eventually(() => (first.provider.synced && second.provider.synced ? true : undefined));
      first.doc.getText("scratch").insert(0, "Bonjour");
      await eventually(() => (second.doc.getText("scratch").toString() === "Bonjour" ? true : undefined));
      first.doc.getText("scratch").delete(0, 3);
      await eventually(() => (second.doc.getText("scratch").toString() === "jour" ? true : undefined));
      const third = open();
      await eventually(() => (third.provider.synced ? true : undefined));
      expect(Y.encodeStateAsUpdate(third.doc)).toEqual(Y.encodeStateAsUpdate(second.doc));
      first.provider.awareness.setLocalStateField("user", { name: "Somebody else" });
      const seen = await eventually(
        () =>
          [...second.provider.awareness.getStates()].find(
            ([client]) => client === first.doc.clientID && client !== 0,
          )?.[1],
      );
      expect(seen).toMatchObject({ user: { name: "Maëlle Hodge" } });
      for (const { provider } of [first, second, third]) provider.destroy();
    });

    it("closes a socket without sign-in with 4401 and a stranger's with 4403", async () => {
      const { items } = (await test.ask("GET", "/workshops")).body;
      const path = `${test.gateway.url.replace("http", "ws")}/api/v1/documents/`;
      const closed = (id: string, headers: Record<string, string>) =>
        new Promise<number>((resolve) => new WebSocket(path + id, { headers }).on("close", resolve));
      expect(await closed(items[0].documents.agenda, {})).toBe(4401);
      expect(await closed(absentId, await test.enter("saint-martin"))).toBe(4403);
    });

    it("never failed on its own side", () => {
      expect(test.problems).toEqual([]);
    });
  });
}
