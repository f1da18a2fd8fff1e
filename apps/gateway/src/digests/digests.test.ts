import type { ActorEntry } from "@milango/core/actors";
import type { SuggestionId } from "@milango/core/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadThesaurus } from "../load-thesaurus.ts";
import type { Mail } from "../mail/mailer.ts";
import { createPost } from "../mail/post.ts";
import { statementJobs } from "../needs/jobs.ts";
import { newId } from "../new-id.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { digestComposer } from "./compose.ts";
import { digestJobs } from "./jobs.ts";

const day = 86_400_000;
const secret = "a-secret-of-tests-a-secret-of-tests-a-secret";

describe("the digest", () => {
  let test: TestGateway;
  let actor: ActorEntry;
  let partner: ActorEntry;
  let now = Date.now();
  const sent: Mail[] = [];
  let runAt: (days: number) => Promise<Mail[]>;
  let refuse = 0;

  beforeAll(async () => {
    test = await startTestGateway({ directory: null });
    const { items } = (await test.ask("GET", "/actors?limit=200")).body as { items: ActorEntry[] };
    actor = items.find(({ territory }) => territory === "MF") as ActorEntry;
    partner = items.find(({ territory }) => territory === "CR") as ActorEntry;
    const represents = [{ in: "actor", actorId: actor.id, role: "representative" }] as const;
    await test.enterAs({ email: "rep@example.org", name: "Rémi", roles: represents });
    const never = () => {
      throw new Error("only digests here");
    };
    const clock = { now: () => now };
    const composers = { introduction: never, meeting: never, followUp: never, proposal: never };
    const digest = digestComposer({
      thesaurus: await loadThesaurus(),
      publicUrl: "https://milango.example",
      secret,
      now: clock.now,
    });
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const mailer = {
      async send(mail: Mail) {
        if (refuse-- > 0) throw new Error("the mail server is away");
        sent.push(mail);
      },
    };
    const post = createPost({ db: test.db, clock, log, mailer, composers: { ...composers, digest } });
    const jobs = digestJobs({ db: test.db, clock, newId, post: { ...post, nudge: () => undefined } });
    const start = now;
    runAt = async (days) => {
      now = start + days * day;
      sent.length = 0;
      for (const job of jobs) await job.run();
      await post.deliver();
      return sent.filter(({ to }) => to === "rep@example.org");
    };
  }, 60_000);
  afterAll(() => test.close());

  it("is not sent in the first days, nor when nothing waits", async () => {
    expect(await runAt(1)).toEqual([]);
    expect(await runAt(4)).toEqual([]);
  });

  it("tells in one's language who is suggested and why, who waits, and what ends soon, once a week", async () => {
    const [need, offer] = [actor.needs[0], partner.offers[0]];
    const reason = {
      direction: "receive",
      needId: need?.id,
      offerId: offer?.id,
      strength: 0.5,
      weight: 0.5,
      concepts: [],
      evidence: "concept",
      words: [],
      weak: false,
    };
    await test.db
      .insertInto("suggestions")
      .values({
        id: newId() as SuggestionId,
        actor_id: actor.id,
        partner_id: partner.id,
        score: 0.9,
        mutual: false,
        reasons: JSON.stringify([reason]),
        shared_languages: [],
        propensity: 1,
        state: "open",
        version: 1,
        updated_at: new Date(),
      })
      .execute();
    const until = new Date(now + 20 * day).toISOString().slice(0, 10);
    await test.ask("PATCH", `/offers/${actor.offers[0]?.id}`, { validUntil: until });
    expect(await runAt(8)).toEqual([]);
    const [mail, ...more] = await runAt(12);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Ce qui vous attend dans Milango");
    expect(mail?.text).toContain(
      `Bonjour Rémi,\n\n${actor.name.toLocaleUpperCase("fr")}\n1 partenaire proposé\n• ${partner.name} (Costa Rica)`,
    );
    expect(mail?.text).toContain(`Besoin : « ${need?.text.fr} »`);
    expect(mail?.text).toContain("Toujours vrai ?");
    expect(mail?.unsubscribe).toMatch(/^https:\/\/milango\.example\/digest\/stop\?token=/);
    expect(await runAt(13)).toEqual([]);
  });

  it("waits for a mail server that is away, and comes then", async () => {
    refuse = 1;
    expect(await runAt(20)).toEqual([]);
    expect(await runAt(20 + 5 / 1440)).toHaveLength(1);
    expect(await runAt(20 + 10 / 1440)).toEqual([]);
  });

  it("ends by one press without signing in, by the token of the mail and no other", async () => {
    const [mail] = await runAt(28);
    const token = new URL(mail?.unsubscribe ?? "").searchParams.get("token") ?? "";
    const forged = token.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    expect((await test.ask("POST", "/digests/stop", { token: forged.slice(0, -2) }, {})).body.code).toBe(
      "LINK_INVALID",
    );
    const oneClick = await fetch(`${test.gateway.url}/digest/stop?token=${token}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(oneClick.status).toBe(204);
    expect(await runAt(60)).toEqual([]);
  });

  it("knows no more of what has expired: it waits to be renewed or closed", async () => {
    const { id } = actor.offers[0] ?? {};
    const tools = { db: test.db, clock: { now: () => now }, newId, relay: { nudge: () => undefined } };
    for (const job of statementJobs(tools as never)) await job.run();
    const offers = async (state: string) =>
      (await test.ask("GET", `/actors/${actor.id}/offers?state=${state}`)).body.items.map(
        (each: { id: string }) => each.id,
      );
    expect(await offers("open")).not.toContain(id);
    expect(await offers("expired")).toEqual([id]);
    expect((await test.ask("GET", `/actors/${actor.id}/offers?state=expired`, undefined, {})).status).toBe(401);
    expect((await test.ask("POST", `/offers/${id}/renewal`, { validUntil: "2020-01-01" })).body.code).toBe(
      "INVALID_REQUEST",
    );
    expect((await test.ask("POST", `/offers/${id}/renewal`, { validUntil: "2035-01-01" })).body).toMatchObject({
      state: "open",
      validUntil: "2035-01-01",
    });
    expect(await offers("open")).toContain(id);
    const closed = await test.ask("POST", `/offers/${id}/closing`, {
      reason: "met-in-network",
      note: "Avec Puerto Claro.",
    });
    expect(closed.body).toMatchObject({
      state: "closed",
      closing: { reason: "met-in-network", note: "Avec Puerto Claro." },
    });
    expect((await test.ask("POST", `/offers/${id}/renewal`, { validUntil: "2035-01-01" })).status).toBe(404);
    expect(await offers("closed")).toEqual([id]);
  });
});
