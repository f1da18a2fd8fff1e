import type { ActorEntry } from "@milango/core/actors";
import type { SuggestionId } from "@milango/core/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresMissing, startPostgres, type TestPostgres } from "../../../testing/start-postgres.ts";
import { newId } from "./new-id.ts";
import { rootKey, startTestGateway, type TestGateway } from "./testing/start-test-gateway.ts";

// PGlite has one connection: requests take turns there, and this would prove nothing.
describe.skipIf(postgresMissing !== undefined)(postgresMissing ?? "requests that come at once", () => {
  let postgres: TestPostgres | undefined;
  let test: TestGateway;
  let one: ActorEntry[];
  let other: ActorEntry[];

  beforeAll(async () => {
    postgres = await startPostgres();
    test = await startTestGateway({ url: postgres.url });
    const { items } = (await test.ask("GET", "/actors?limit=200")).body as { items: ActorEntry[] };
    await test.db.updateTable("actors").set({ capacity: 50 }).execute();
    one = items.filter(({ territory }) => territory === "MF");
    other = items.filter(({ territory }) => territory === "CR");
  });
  afterAll(async () => {
    await test?.close();
    await postgres?.stop();
  });

  const suggest = async (actor: ActorEntry, partner: ActorEntry): Promise<SuggestionId> => {
    const id = newId() as SuggestionId;
    const said = { score: 0.5, mutual: false, reasons: "[]", shared_languages: [], propensity: 1, version: 1 };
    await test.db
      .insertInto("suggestions")
      .values({ id, actor_id: actor.id, partner_id: partner.id, state: "open", updated_at: new Date(), ...said })
      .execute();
    return id;
  };

  it("accept a suggestion and the introduction it answers without standing in each other's way", async () => {
    for (const asking of one) {
      for (const asked of other) {
        const suggestion = await suggest(asked, asking);
        const draft = { actorId: asking.id, partnerId: asked.id };
        const { id } = (await test.ask("POST", "/introductions", draft)).body;
        const answers = await Promise.all([
          test.ask("POST", `/suggestions/${suggestion}/decision`, { decision: "accept" }),
          test.ask("POST", `/introductions/${id}/accept`, {}),
          test.ask("POST", `/introductions/${id}/accept`, {}),
          test.ask("POST", `/suggestions/${suggestion}/decision`, { decision: "accept" }),
        ]);
        expect(answers.map(({ body }) => body.state)).toEqual(["accepted", "connected", "connected", "accepted"]);
      }
    }
  });

  it("ask for more than an actor can handle, and no more is promised than that", async () => {
    await test.db.deleteFrom("introductions").execute();
    const [asked] = one;
    await test.db
      .updateTable("actors")
      .set({ capacity: 2 })
      .where("id", "=", asked?.id as never)
      .execute();
    const answers = await Promise.all(
      other.map((asking) => test.ask("POST", "/introductions", { actorId: asking.id, partnerId: asked?.id })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(["CAPACITY_REACHED"]),
    );
    await test.db.updateTable("actors").set({ capacity: 50 }).execute();
  });

  it("say yes from both sides and make one introduction of it", async () => {
    await test.db.deleteFrom("introductions").execute();
    await test.db.deleteFrom("suggestions").execute();
    for (const left of one) {
      for (const right of other) {
        const ids = [await suggest(left, right), await suggest(right, left)];
        const answers = await Promise.all(
          ids.map((id) => test.ask("POST", `/suggestions/${id}/decision`, { decision: "accept" })),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      }
    }
    const states = await test.db.selectFrom("introductions").select("state").execute();
    expect(states).toEqual(Array.from({ length: one.length * other.length }, () => ({ state: "connected" })));
  });

  it("with one Idempotency-Key get one answer and change the record once", async () => {
    for (let round = 0; round < 20; round++) {
      const name = `Sent again ${round}`;
      const headers = { authorization: `Bearer ${rootKey}`, "idempotency-key": `at-once-${round}` };
      const send = () => test.ask("POST", "/actors", { name, territory: "MF" }, headers);
      const answers = await Promise.all([send(), send(), send()]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await test.db.selectFrom("actors").select("id").where("name", "=", name).execute()).toHaveLength(1);
    }
  });

  it("change one workshop one after the other, each of them, unless they name the revision they know", async () => {
    const { items } = (await test.ask("GET", "/workshops")).body;
    const { id, revision } = items[0];
    const patch = (format: string, headers: object = {}) =>
      test.ask("PATCH", `/workshops/${id}`, { format }, { authorization: `Bearer ${rootKey}`, ...headers });
    const all = await Promise.all(["forum", "webinar", "meeting", "conference"].map((format) => patch(format)));
    expect(all.map(({ body }) => body.revision).sort()).toEqual([1, 2, 3, 4].map((step) => revision + step));
    const known = { "if-match": `"${revision + 4}"` };
    const racing = await Promise.all(["forum", "webinar", "meeting"].map((format) => patch(format, known)));
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it("never fail on the gateway's side", () => {
    expect(test.problems).toEqual([]);
  });
});
