import type { ActorEntry } from "@milango/core/actors";
import { previewedId, wireSubjects } from "@milango/core/messages";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ directory: null });
}, 60_000);
afterAll(() => gateway.close());

test("a draft is quoted beside the offer it would meet, though it is in no record yet", async () => {
  const { items } = (await gateway.ask("GET", "/actors?limit=200")).body as { items: ActorEntry[] };
  const actor = items.find(({ territory }) => territory === "MF") as ActorEntry;
  const partner = items.find(({ territory, offers }) => territory === "CR" && offers[0]) as ActorEntry;
  const reason = {
    direction: "receive",
    needId: previewedId,
    offerId: partner.offers[0]?.id,
    strength: 0.5,
    weight: 0.5,
    concepts: [],
    evidence: "word",
    words: [],
    weak: false,
  };
  const found = {
    partnerId: partner.id,
    score: 0.5,
    mutual: false,
    reasons: [reason],
    sharedLanguages: [],
    propensity: 1,
  };
  await gateway.bus.wire.serve(wireSubjects.preview, async () => Buffer.from(JSON.stringify({ items: [found] })));
  const draft = { text: { fr: "Un broyeur à verre" } };
  const { status, body } = await gateway.ask("POST", `/actors/${actor.id}/preview`, { kind: "need", draft });
  expect(status).toBe(200);
  expect(body.items).toMatchObject([
    { partner: { name: partner.name }, reasons: [{ needText: draft.text, offerText: partner.offers[0]?.text }] },
  ]);
});
