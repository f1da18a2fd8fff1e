import type { ActorEntry } from "@milango/core/actors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../new-id.ts";
import { eventually } from "../testing/eventually.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { introductionJobs } from "./jobs.ts";

const day = 86_400_000;

describe("two sides who said yes", () => {
  let test: TestGateway;
  let asking: ActorEntry;
  let asked: ActorEntry;
  let rosa: { cookie: string };
  let marc: { cookie: string };
  let introductionId: string;

  beforeAll(async () => {
    test = await startTestGateway({ directory: null });
    const { items } = (await test.ask("GET", "/actors?limit=200")).body as { items: ActorEntry[] };
    const named = (part: string) => items.find(({ name }) => name.includes(part)) as ActorEntry;
    asking = named("Verre Sable");
    asked = named("CoopeVidrio");
    const represents = (actor: ActorEntry) => [{ in: "actor", actorId: actor.id, role: "representative" }] as const;
    marc = (await test.enterAs({ email: "marc@example.org", name: "Marc", roles: represents(asking) })).headers;
    rosa = (await test.enterAs({ email: "rosa@example.org", name: "Rosa", roles: represents(asked) })).headers;
    await test.db.updateTable("people").set({ language: "es" }).where("email", "=", "rosa@example.org").execute();
  }, 60_000);
  afterAll(() => test.close());

  const post = (path: string, body: unknown, headers: { cookie: string }) => test.ask("POST", path, body, headers);
  const mailsTo = async (address: string) =>
    await test.db.selectFrom("mails").selectAll().where("recipient", "=", address).orderBy("id", "desc").execute();
  const newestTo = (address: string, subject: RegExp) =>
    eventually(async () => (await mailsTo(address)).find((mail) => subject.test(mail.subject)));
  const sent = () =>
    eventually(async () =>
      (await test.db.selectFrom("due_mails").select("id").execute()).length === 0 ? true : undefined,
    );

  it("are told in their own language, and see contacts only after both", async () => {
    const message = { fr: "Nous cherchons du calcin." };
    const made = await post("/introductions", { actorId: asking.id, partnerId: asked.id, message }, marc);
    introductionId = made.body.id;
    const mail = await newestTo("rosa@example.org", /quisiera conocer/);
    expect(mail.body).toContain(`${asking.name} (San Martín) quisiera conocer a ${asked.name}`);
    expect(mail.body).toContain("«Nous cherchons du calcin.»");
    expect(mail.body).toContain(`/introductions/${introductionId}`);
    expect(mail.body).not.toContain("contact@");
    expect(await mailsTo("marc@example.org")).toEqual([]);
    await post(`/introductions/${introductionId}/accept`, {}, rosa);
    const told = await newestTo("marc@example.org", /la porte est ouverte/);
    expect(told.body).toMatch(/Leurs coordonnées\s:\n.*contact@coope/);
    await sent();
    // Rosa said yes herself: she needs no mail to know it.
    expect((await mailsTo("rosa@example.org")).filter(({ subject }) => /abierta/.test(subject))).toEqual([]);
  });

  it("propose starts, choose one, and find it in both their calendars", async () => {
    const now = Date.now();
    const slots = [9, 10, 11].map((ahead) => new Date(Math.floor(now / 60_000) * 60_000 + ahead * day).toISOString());
    const path = `/introductions/${introductionId}`;
    expect((await test.ask("GET", `${path}/meeting.ics`, undefined, marc)).status).toBe(404);
    expect((await post(`${path}/meeting`, { startsAt: slots[0] }, rosa)).body.code).toBe("STATE_CONFLICT");
    const past = { slots: ["2020-01-01T10:00:00Z"], minutes: 45 };
    expect((await post(`${path}/slots`, past, marc)).body.fields[0].pointer).toBe("/body/slots/0");
    const proposed = await post(`${path}/slots`, { slots, minutes: 45 }, marc);
    expect(proposed.body.meeting).toEqual({ slots, minutes: 45, proposedBy: asking.id, startsAt: null });
    const mail = await newestTo("rosa@example.org", /propone fechas/);
    expect(mail.body.match(/Costa Rica: .*\nSan Martín: /g)).toHaveLength(3);
    expect((await post(`${path}/meeting`, { startsAt: slots[1] }, marc)).body.code).toBe("STATE_CONFLICT");
    expect((await post(`${path}/meeting`, { startsAt: slots[1] }, rosa)).body.meeting.startsAt).toBe(slots[1]);
    const fixed = await newestTo("marc@example.org", /Rencontre fixée/);
    expect(fixed.body).toContain("BEGIN:VCALENDAR");

    const response = await fetch(`${test.gateway.url}/api/v1${path}/meeting.ics?lang=es`, { headers: rosa });
    expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const file = (await response.text()).replaceAll(/\r\n[ \t]/g, "");
    expect(file).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(file).toContain(`UID:introduction-${introductionId}@milango`);
    expect(file).toContain(`DTSTART:${slots[1]?.replaceAll(/[-:]|\.000/g, "")}`);
    expect(file).toContain("SUMMARY:Encuentro Milango: Verre Sable Oléane");
    const stranger = await test.enterAs({ email: "stranger@example.org" });
    expect((await test.ask("GET", `${path}/meeting.ics`, undefined, stranger.headers)).status).toBe(404);
  });

  it("are asked what became of it after 30 and 90 days, once each, until they say so", async () => {
    await sent();
    let now = Date.now();
    const tools = {
      db: test.db,
      clock: { now: () => now },
      newId,
      relay: { nudge: () => undefined, stop: async () => undefined },
      post: { nudge: () => undefined, deliver: async () => undefined, stop: async () => undefined },
    };
    const jobs = introductionJobs(tools as never);
    const runAt = async (days: number) => {
      now = Date.now() + days * day;
      for (const job of jobs) await job.run();
      const due = await test.db.selectFrom("due_mails").select(["kind", "about"]).execute();
      await test.db.deleteFrom("due_mails").execute();
      return due;
    };
    const both = [
      { kind: "followUp", about: introductionId },
      { kind: "followUp", about: introductionId },
    ];
    expect(await runAt(29)).toEqual([]);
    expect(await runAt(31)).toEqual(both);
    expect(await runAt(32)).toEqual([]);
    expect(await runAt(91)).toEqual(both);
    expect(await runAt(200)).toEqual([]);
    const said = await post(`/introductions/${introductionId}/outcome`, { result: "working-together" }, rosa);
    expect(said.body).toMatchObject({ state: "concluded", outcome: { result: "working-together" } });
    expect(
      (await post(`/introductions/${introductionId}/slots`, { slots: ["2035-01-01T10:00:00Z"], minutes: 30 }, marc))
        .body.code,
    ).toBe("STATE_CONFLICT");
    // One that nobody answered expires instead.
    const other = (await post("/introductions", { actorId: asking.id, partnerId: asked.id }, marc)).body.id;
    await sent();
    await runAt(89);
    expect((await test.ask("GET", `/introductions/${other}`)).body.state).toBe("proposed");
    await runAt(91);
    expect((await test.ask("GET", `/introductions/${other}`)).body.state).toBe("expired");
  });
});
