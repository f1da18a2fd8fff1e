import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../new-id.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";

describe("comments", () => {
  let test: TestGateway;
  let workshop: string;
  let maelle: { cookie: string };
  let ana: { cookie: string };
  beforeAll(async () => {
    test = await startTestGateway({ directory: null });
    const actors = (await test.ask("GET", "/actors?limit=200")).body.items as { id: string; territory: string }[];
    const actorIds = ["MF", "CR"].map((code) => actors.find(({ territory }) => territory === code)?.id);
    const start = { startsAt: "2027-01-12T13:00:00Z", territories: ["MF", "CR"] };
    workshop = (await test.ask("POST", "/workshops", { title: { fr: "Avis" }, ...start, actorIds })).body.id;
    maelle = await test.enter("saint-martin");
    ana = await test.enter("costa-rica");
  }, 60_000);
  afterAll(() => test.close());
  const path = () => `/workshops/${workshop}/comments`;

  it("make threads on a block, which both teams read", async () => {
    const first = await test.ask("POST", path(), { text: " Qui apporte les tamis ? ", blockId: "b1" }, maelle);
    expect(first).toMatchObject({
      status: 201,
      body: { text: "Qui apporte les tamis ?", blockId: "b1", threadId: null, by: { name: "Maëlle Hodge" } },
    });
    const answer = await test.ask("POST", path(), { text: "Nosotros", threadId: first.body.id }, ana);
    expect(answer.body).toMatchObject({ blockId: "b1", threadId: first.body.id });
    await test.ask("POST", path(), { text: "Bravo à tous" }, maelle);
    const all = (await test.ask("GET", path(), undefined, ana)).body.items;
    expect(all.map(({ text }: { text: string }) => text)).toEqual([
      "Qui apporte les tamis ?",
      "Nosotros",
      "Bravo à tous",
    ]);
    expect((await test.ask("GET", `${path()}?block=b1`, undefined, ana)).body.items).toHaveLength(2);
    expect((await test.ask("POST", path(), { text: "x", threadId: answer.body.id }, ana)).body.code).toBe(
      "INVALID_REQUEST",
    );
  });

  it("are their author's to change, and everybody's who may comment to settle", async () => {
    const { body: own } = await test.ask("POST", path(), { text: "Une heure de trop ?" }, maelle);
    expect((await test.ask("PATCH", `/comments/${own.id}`, { text: "forged" }, ana)).status).toBe(404);
    const settled = await test.ask("PATCH", `/comments/${own.id}`, { resolved: true }, ana);
    expect(settled.body.resolvedAt).not.toBeNull();
    const edited = await test.ask(
      "PATCH",
      `/comments/${own.id}`,
      { text: "Une demi-heure de trop ?", resolved: false },
      maelle,
    );
    expect(edited.body).toMatchObject({ text: "Une demi-heure de trop ?", resolvedAt: null, revision: 3 });
    expect(edited.body.editedAt).not.toBeNull();
    const stale = await test.ask("PATCH", `/comments/${own.id}`, { text: "x" }, { ...maelle, "if-match": '"1"' });
    expect(stale.body.code).toBe("REVISION_MISMATCH");
    expect((await test.ask("DELETE", `/comments/${own.id}`, undefined, ana)).status, "she leads here too").toBe(204);
    expect((await test.ask("PATCH", `/comments/${own.id}`, { resolved: true }, maelle)).status).toBe(404);
  });

  it("are nobody else's to read or write, and a viewer's only to read", async () => {
    const alone = (
      await test.ask("POST", "/workshops", {
        title: { en: "Apart" },
        startsAt: "2027-01-12T13:00:00Z",
        territories: ["JM"],
      })
    ).body.id;
    expect((await test.ask("GET", `/workshops/${alone}/comments`, undefined, ana)).status).toBe(404);
    expect((await test.ask("POST", `/workshops/${alone}/comments`, { text: "hi" }, ana)).status).toBe(404);
    const { id } = (await test.ask("GET", "/identity/me", undefined, ana)).body;
    const member = {
      id: newId(),
      person_id: id,
      scope: "workshop" as const,
      scope_id: alone,
      role: "viewer",
      territories: null,
    };
    await test.db.insertInto("memberships").values(member).execute();
    expect((await test.ask("GET", `/workshops/${alone}/comments`, undefined, ana)).status).toBe(200);
    expect((await test.ask("POST", `/workshops/${alone}/comments`, { text: "hi" }, ana)).status).toBe(404);
  });

  it("may name those who write in the workshop, who are the same for both teams and nobody else's to know", async () => {
    const names = async (headers: Record<string, string>) => {
      const { status, body } = await test.ask("GET", `/workshops/${workshop}/people`, undefined, headers);
      return status === 200 ? body.items.map(({ name }: { name: string }) => name) : status;
    };
    expect(await names(maelle)).toEqual(["Daniela Rojas", "Maëlle Hodge"]);
    expect(await names(ana)).toEqual(await names(maelle));
    const alone = { title: { en: "Elsewhere" }, startsAt: "2027-01-12T13:00:00Z", territories: ["JM"] };
    const { body } = await test.ask("POST", "/workshops", alone);
    expect((await test.ask("GET", `/workshops/${body.id}/people`, undefined, ana)).status).toBe(404);
  });

  it("tell by mail, in their own language, those they call on, once", async () => {
    const key = { ...maelle, "idempotency-key": "mention-once" };
    const words = { text: "@Daniela Rojas et @Maëlle Hodge : qui apporte les tamis ?" };
    for (let nth = 0; nth < 2; nth++) expect((await test.ask("POST", path(), words, key)).status).toBe(201);
    const mails = await test.db.selectFrom("mails").selectAll().execute();
    expect(mails.map(({ subject }) => subject)).toEqual(["Maëlle Hodge le llama en un taller"]);
    expect(mails[0]?.body).toContain(`/workshops/${workshop}`);
  });

  it("are told to who has the workshop open", async () => {
    const response = await fetch(`${test.gateway.url}/api/v1/events`, {
      headers: { ...ana, accept: "text/event-stream" },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const heard = (async () => {
      let said = "";
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
        said += part.value;
        if (said.includes("event: comments.changed")) return said;
      }
      return said;
    })();
    await test.ask("POST", path(), { text: "Vous entendez ?" }, maelle);
    expect(await heard).toContain(workshop);
    await reader?.cancel();
    expect(test.problems).toEqual([]);
  });
});
