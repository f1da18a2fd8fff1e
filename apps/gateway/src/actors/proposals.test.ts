import type { ActorEntry } from "@milango/core/actors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";

describe("a sheet", () => {
  let test: TestGateway;
  let actor: ActorEntry;
  let nina: { id: string; headers: { cookie: string } };
  let maelle: { cookie: string };

  beforeAll(async () => {
    test = await startTestGateway({ directory: null });
    actor = (await test.ask("GET", "/actors?territory=MF")).body.items[0];
    nina = await test.enterAs({ email: "nina@example.org", name: "Nina" });
    maelle = await test.enter("saint-martin");
  }, 60_000);
  afterAll(() => test.close());

  const ask = (method: string, path: string, body?: unknown, headers: { cookie: string } = nina.headers) =>
    test.ask(method, path, body, headers);
  const mailTo = (address: string, subject: RegExp) =>
    eventually(async () =>
      (await test.db.selectFrom("mails").selectAll().where("recipient", "=", address).execute()).find((mail) =>
        subject.test(mail.subject),
      ),
    );

  it("says where each field comes from, and who changed what", async () => {
    const before = (await ask("GET", `/actors/${actor.id}`)).body;
    expect(before.provenance.name.source).toBe("demo");
    expect(before.provenance).not.toHaveProperty("website");
    const patch = {
      website: "https://verre.example",
      name: actor.name,
      sdgs: [12, 14],
      links: [{ kind: "facebook", url: "https://facebook.com/verre" }],
    };
    const changed = await ask("PATCH", `/actors/${actor.id}`, patch, maelle);
    expect(changed.body).toMatchObject({ sdgs: [12, 14], links: patch.links, revision: actor.revision + 1 });
    const after = (await ask("GET", `/actors/${actor.id}`)).body;
    expect(after.provenance.website.source).toBe("person");
    expect(after.provenance.name).toEqual(before.provenance.name);
    const { items } = (await ask("GET", `/actors/${actor.id}/history`, undefined, maelle)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ by: "Maëlle Hodge", source: "person" });
    expect(items[0].changes.map(({ field }: { field: string }) => field).sort()).toEqual(["links", "sdgs", "website"]);
    expect((await ask("GET", `/actors/${actor.id}/history`)).status).toBe(404);
    // The same again is no change.
    expect((await ask("PATCH", `/actors/${actor.id}`, patch, maelle)).body.revision).toBe(actor.revision + 1);
    expect((await ask("POST", `/actors/${actor.id}/verification`, {}, maelle)).body.verifiedAt).toMatch(/^20/);
    expect((await ask("POST", `/actors/${actor.id}/verification`, {})).status).toBe(404);
  });

  it("is corrected by anybody who knows better, once those who act for it agree", async () => {
    const path = `/actors/${actor.id}/corrections`;
    expect((await test.ask("POST", path, { note: "x" }, {})).status).toBe(401);
    expect((await ask("POST", path, {})).body.code).toBe("INVALID_REQUEST");
    expect((await ask("POST", path, { patch: { legalForm: "cr-asada" } })).body.code).toBe("LEGAL_FORM_UNKNOWN");
    const made = await ask("POST", path, { patch: { locality: "Grand-Case" }, note: "Ils ont déménagé." });
    expect(made).toMatchObject({
      status: 201,
      body: { state: "open", decidable: false, by: { name: "Nina" }, current: { locality: null } },
    });
    expect((await ask("GET", `/actors/${actor.id}`)).body).toMatchObject({
      locality: actor.locality,
      proposed: ["correction"],
    });
    expect((await mailTo("maelle.hodge@demo.milango.example", /propose une correction/)).body).toContain(
      "Ils ont déménagé.",
    );
    const queue = (await ask("GET", "/proposals?state=open", undefined, maelle)).body.items;
    expect(queue).toMatchObject([{ id: made.body.id, decidable: true, by: { email: "nina@example.org" } }]);
    const daniela = await test.enter("costa-rica");
    expect((await ask("GET", "/proposals?state=open", undefined, daniela)).body.items).toEqual([]);
    const decide = (headers: { cookie: string }) =>
      ask("POST", `/proposals/${made.body.id}/decision`, { decision: "accept" }, headers);
    expect((await decide(daniela)).status).toBe(404);
    expect((await decide(nina.headers)).status).toBe(404);
    expect((await decide(maelle)).body.state).toBe("accepted");
    expect((await decide(maelle)).body.code).toBe("STATE_CONFLICT");
    const sheet = (await ask("GET", `/actors/${actor.id}`)).body;
    expect(sheet).toMatchObject({ locality: "Grand-Case", proposed: [] });
    expect(sheet.provenance.locality.source).toBe("correction");
    expect((await mailTo("nina@example.org", /acceptée/)).body).toContain(`/actors/${actor.id}`);
  });

  it("is claimed by somebody of the house, once", async () => {
    const path = `/actors/${actor.id}/claims`;
    const made = await ask("POST", path, { note: "J’en suis la trésorière." });
    expect(made).toMatchObject({ status: 201, body: { kind: "claim", state: "open" } });
    expect((await ask("POST", path, { note: "Encore." })).body.code).toBe("STATE_CONFLICT");
    expect((await ask("PATCH", `/actors/${actor.id}`, { name: "Mine" })).status).toBe(404);
    await ask("POST", `/proposals/${made.body.id}/decision`, { decision: "accept" }, maelle);
    expect((await ask("GET", "/identity/me")).body.actors).toMatchObject([{ id: actor.id, representative: true }]);
    expect((await ask("GET", `/actors/${actor.id}`)).body).toMatchObject({ mine: true, represented: true });
    const other = await test.enterAs({ email: "otto@example.org", name: "Otto" });
    const second = await ask("POST", path, { note: "Moi aussi." }, other.headers);
    // Now it is the house itself that is asked, and that decides.
    expect((await mailTo("nina@example.org", /Otto demande à représenter/)).body).toContain("Moi aussi.");
    const declined = { decision: "decline", reason: "Nous ne vous connaissons pas." };
    expect((await ask("POST", `/proposals/${second.body.id}/decision`, declined)).body.state).toBe("declined");
    expect((await mailTo("otto@example.org", /pas été retenue/)).body).toContain("Nous ne vous connaissons pas.");
    expect((await ask("GET", "/identity/me", undefined, other.headers)).body.actors).toEqual([]);
  });
});
