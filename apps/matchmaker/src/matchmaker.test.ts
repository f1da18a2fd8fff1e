import { MatchActorSchema } from "@milango/core/matching";
import {
  AnnotateAnswerSchema,
  caughtUpSubject,
  PreviewAnswerSchema,
  type SuggestedList,
  SuggestedListSchema,
  suggestedSubject,
  wireSubjects,
} from "@milango/core/messages";
import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import { decodeJson, encodeJson } from "./directory/ask-directory.ts";
import { loadThesaurus } from "./load-thesaurus.ts";
import { createMatchmaker } from "./matchmaker.ts";
import { buildActor, buildStatement, uuid } from "./testing/build-actor.ts";
import { createFakeBus } from "./testing/fake-bus.ts";
import { createFakeGateway } from "./testing/fake-gateway.ts";
import { createManualClock, settle } from "./testing/manual-clock.ts";

const glass = buildActor(1, { needs: ["broyer des bouteilles en verre"], offers: ["du savon artisanal"] });
const crusher = buildActor(2, {
  territory: "CR",
  needs: ["savon artisanal pour nos gîtes"],
  offers: ["un broyeur à verre"],
});
const turtles = buildActor(3, {
  territory: "HT",
  needs: ["des bénévoles pour les tortues"],
  offers: ["un logiciel libre"],
});
const weaver = buildActor(4, {
  territory: "GP",
  needs: ["du fil de bananier"],
  offers: ["veiller les tortues la nuit avec des bénévoles"],
});

async function setUp({ gateway: opened = true }: { readonly gateway?: boolean } = {}) {
  const fake = createFakeBus();
  const gateway = createFakeGateway(fake);
  for (const actor of [glass, crusher, turtles]) gateway.put(actor);
  if (opened) await gateway.open();
  const { clock, pass } = createManualClock();
  const warnings: string[] = [];
  const log = { info: () => undefined, warn: (event: string) => void warnings.push(event) };
  const create = () => createMatchmaker({ bus: fake.bus, thesaurus: loadThesaurus(), clock, log });
  const matchmaker = create();
  await matchmaker.start();
  await pass(100);
  const lists = (from = 0) =>
    fake.published
      .slice(from)
      .flatMap(({ body }): SuggestedList[] => (Value.Check(SuggestedListSchema, body) ? [body] : []));
  const caughtUp = () => fake.published.filter(({ subject }) => subject === caughtUpSubject).map(({ body }) => body);
  return { fake, gateway, pass, matchmaker, create, lists, caughtUp, warnings };
}

const partners = (list: SuggestedList | undefined) => list?.items.map(({ partnerId }) => partnerId);

describe("The matchmaker", () => {
  it("reads the whole directory at its start and publishes every list, by the messages' schema", async () => {
    const { fake, lists, caughtUp } = await setUp();
    expect(
      lists()
        .map(({ actorId }) => actorId)
        .sort(),
    ).toEqual([glass.id, crusher.id, turtles.id]);
    const first = fake.published.find(({ subject }) => subject === suggestedSubject(glass.id));
    expect(partners(Value.Parse(SuggestedListSchema, first?.body))?.[0]).toBe(crusher.id);
    expect(caughtUp()).toEqual([{ seq: 0 }]);
  });

  it("waits for a gateway to answer", async () => {
    const { gateway, lists, pass } = await setUp({ gateway: false });
    expect(lists()).toEqual([]);
    await gateway.open();
    await pass(1000);
    expect(lists()).toHaveLength(3);
  });

  it("publishes, soon after a change, the lists that changed and no others", async () => {
    const { fake, gateway, lists, caughtUp, pass } = await setUp();
    const before = fake.published.length;
    await fake.deliver(gateway.record(...gateway.changed(weaver)));
    await pass(60);
    const changed = lists(before);
    expect(changed.map(({ actorId }) => actorId)).toContain(weaver.id);
    expect(changed.every(({ version }) => version === 1)).toBe(true);
    expect(partners(changed.find(({ actorId }) => actorId === turtles.id))?.[0]).toBe(weaver.id);
    expect(caughtUp().at(-1)).toEqual({ seq: 1 });

    const between = fake.published.length;
    await fake.deliver(gateway.record("milango.actors.changed.v1", { actorId: weaver.id, actor: weaver }));
    await pass(60);
    expect(lists(between)).toEqual([]);
    expect(caughtUp().at(-1)).toEqual({ seq: 2 });
  });

  it("takes in needs and offers as they are published, changed and withdrawn", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const statement = buildStatement("n3.9", "broyer du verre");
    const steps = [
      ["milango.needs.published.v1", { actorId: turtles.id, statement }],
      [
        "milango.needs.changed.v1",
        { actorId: turtles.id, statement: { ...statement, text: { fr: "du savon artisanal" } } },
      ],
      ["milango.needs.withdrawn.v1", { actorId: turtles.id, id: "n3.9" }],
    ] as const;
    const firsts: (string | undefined)[] = [];
    for (const [subject, body] of steps) {
      await fake.deliver(gateway.record(subject, body));
      await pass(60);
      firsts.push(partners(lists().findLast(({ actorId }) => actorId === turtles.id))?.[0]);
    }
    expect(firsts.slice(0, 2)).toEqual([crusher.id, glass.id]);
    const weight = lists().findLast(({ actorId }) => actorId === turtles.id)?.items[0]?.score;
    expect(weight).toBe(lists().find(({ actorId }) => actorId === turtles.id)?.items[0]?.score);
  });

  it("coalesces changes that come together", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const before = fake.published.length;
    for (const capacity of [6, 7, 8]) await fake.deliver(gateway.record(...gateway.changed({ ...weaver, capacity })));
    await pass(60);
    expect(lists(before).filter(({ actorId }) => actorId === weaver.id)).toHaveLength(1);
  });

  it("ignores a change it has already taken in", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const row = gateway.record(...gateway.changed(weaver));
    await fake.deliver(row);
    await pass(60);
    const before = fake.published.length;
    await fake.deliver({ ...row, body: { actorId: weaver.id, actor: null } });
    await pass(60);
    expect(lists(before)).toEqual([]);
  });

  it("asks for what it missed when a number is left out", async () => {
    const { fake, gateway, lists, caughtUp, pass } = await setUp();
    gateway.record(...gateway.changed(weaver));
    await fake.deliver(gateway.record("milango.workshops.changed.v1", { workshopId: "w", actorIds: [] }));
    await pass(60);
    expect(lists().some(({ actorId }) => actorId === weaver.id)).toBe(true);
    expect(caughtUp().at(-1)).toEqual({ seq: 2 });
  });

  it("reads the directory anew when what it missed has left the outbox", async () => {
    const { fake, gateway, lists, caughtUp, pass } = await setUp();
    gateway.record(...gateway.changed(weaver));
    gateway.record("milango.workshops.changed.v1", { workshopId: "w", actorIds: [] });
    gateway.outbox.splice(0, 2);
    const asked = gateway.asked.snapshot;
    await fake.deliver(gateway.record("milango.workshops.changed.v1", { workshopId: "w", actorIds: [] }));
    await pass(60);
    expect(gateway.asked.snapshot).toBeGreaterThan(asked);
    expect(lists().some(({ actorId }) => actorId === weaver.id)).toBe(true);
    expect(caughtUp().at(-1)).toEqual({ seq: 3 });
  });

  it("notices within two seconds that it is behind although no news came", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const { seq } = gateway.record(...gateway.changed(weaver));
    fake.bus.wire.send(wireSubjects.outboxAdvanced, encodeJson({ seq }));
    await pass(2000);
    expect(lists().some(({ actorId }) => actorId === weaver.id)).toBe(true);
  });

  it("sets aside malformed messages of every kind with a line in the log, and goes on", async () => {
    const { fake, gateway, lists, caughtUp, warnings, pass } = await setUp();
    await fake.deliver(gateway.record("milango.actors.changed.v1", { actorId: "nobody", actor: 3 }));
    await fake.deliver(gateway.record("milango.actors.unheardOf.v1", {}));
    await fake.deliver(gateway.record("milango.needs.published.v1", null));
    fake.bus.wire.send(wireSubjects.outboxAdvanced, new Uint8Array([1, 2, 3]));
    await expect(fake.bus.wire.ask(wireSubjects.preview, encodeJson({}), { timeoutMs: 300 })).rejects.toThrow();
    await fake.deliver(gateway.record(...gateway.changed(weaver)));
    await pass(60);
    expect(warnings).toHaveLength(4);
    expect(lists().some(({ actorId }) => actorId === weaver.id)).toBe(true);
    expect(caughtUp().at(-1)).toEqual({ seq: 4 });
  });

  it("leaves out an actor of the directory that does not fit the schema", async () => {
    const { fake, gateway, lists, warnings, pass } = await setUp();
    gateway.putBroken(uuid(5));
    gateway.put(weaver);
    fake.reconnect();
    await pass(60);
    expect(warnings).toHaveLength(1);
    expect(lists().some(({ actorId }) => actorId === weaver.id)).toBe(true);
  });

  it("publishes everything again after a reconnection, under ids that a stream recognises", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const before = fake.published.length;
    fake.reconnect();
    await pass(60);
    expect(gateway.asked.snapshot).toBe(4);
    expect(lists(before)).toEqual([]);
    fake.wipe();
    fake.reconnect();
    await pass(60);
    expect(lists(before)).toHaveLength(3);
  });

  it("tries again when a list could not be stored", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const before = fake.published.length;
    fake.refuse(1);
    await fake.deliver(gateway.record(...gateway.changed(weaver)));
    await pass(1000);
    expect(lists(before).some(({ actorId }) => actorId === weaver.id)).toBe(true);
  });

  it("follows decisions and introductions: a declined or introduced partner leaves the list", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const last = (id: string) => partners(lists().findLast(({ actorId }) => actorId === id));
    const decision = { partnerId: crusher.id, decision: "decline", reason: null, at: "2026-11-02T10:00:00Z" };
    await fake.deliver(gateway.record("milango.matching.decided.v1", { actorId: glass.id, decision }));
    await pass(60);
    expect(last(glass.id)).not.toContain(crusher.id);
    expect(last(crusher.id)).not.toContain(glass.id);
    const introduction = {
      introductionId: uuid(90),
      state: "proposed",
      actorIds: [turtles.id, glass.id],
      openIntroductions: [1, 1],
    };
    await fake.deliver(gateway.record("milango.introductions.changed.v1", introduction));
    await pass(60);
    expect(last(glass.id)).toEqual([]);
  });

  it("forgets erased actors", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    await fake.deliver(gateway.record("milango.identity.erased.v1", { actorIds: [crusher.id] }));
    await pass(60);
    expect(partners(lists().findLast(({ actorId }) => actorId === glass.id))).not.toContain(crusher.id);
  });

  it("answers what a draft would find", async () => {
    const { fake } = await setUp();
    const request = { actorId: turtles.id, kind: "need", draft: { text: { es: "triturar botellas de vidrio" } } };
    const bytes = await fake.bus.wire.ask(wireSubjects.preview, encodeJson(request), { timeoutMs: 300 });
    const { items } = Value.Parse(PreviewAnswerSchema, decodeJson(bytes));
    expect(items[0]).toMatchObject({ partnerId: crusher.id });
    expect(items[0]?.reasons[0]?.needId).toBe("draft");
  });

  it("lets a need go when its last day has passed", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const needs = [buildStatement("n4.0", "un broyeur à verre", { validUntil: "2026-11-02" })];
    await fake.deliver(gateway.record(...gateway.changed({ ...weaver, needs, offers: [] })));
    await pass(60);
    const list = () => lists().findLast(({ actorId }) => actorId === weaver.id);
    expect(partners(list())?.[0]).toBe(crusher.id);
    await pass(14 * 3600 * 1000);
    expect(partners(list())).toEqual([]);
  }, 20_000);

  it("stands by until the one before it stops, and takes over then", async () => {
    const { fake, gateway, matchmaker, create, lists, pass } = await setUp();
    const other = create();
    await other.start();
    const asked = gateway.asked.snapshot;
    await pass(1000);
    expect(gateway.asked.snapshot).toBe(asked);
    const row = gateway.record(...gateway.changed(weaver));
    await fake.deliver(row);
    await settle();
    await matchmaker.stop();
    expect(lists().some(({ actorId }) => actorId === weaver.id)).toBe(true);
    fake.wipe();
    await pass(100);
    expect(gateway.asked.snapshot).toBeGreaterThan(asked);
    await other.stop();
    expect(fake.deliver(row)).toBeUndefined();
  });

  it("publishes nothing more once it has lost the lease", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const before = fake.published.length;
    await fake.deliver(gateway.record(...gateway.changed(weaver)));
    fake.loseLease();
    await pass(1000);
    expect(lists(before)).toEqual([]);
  });

  it("reads a description as an offer only until there is a better one", async () => {
    const { fake, gateway, lists, pass } = await setUp();
    const described = Value.Parse(MatchActorSchema, {
      ...weaver,
      needs: [],
      offers: [buildStatement(weaver.id, "un atelier de tissage", { weak: true })],
    });
    await fake.deliver(gateway.record(...gateway.changed(described)));
    const statement = buildStatement("o4.1", "un broyeur à verre");
    await fake.deliver(gateway.record("milango.offers.published.v1", { actorId: weaver.id, statement }));
    await pass(60);
    const reasons =
      lists()
        .findLast(({ actorId }) => actorId === weaver.id)
        ?.items.flatMap((item) => item.reasons) ?? [];
    expect(new Set(reasons.map(({ offerId }) => offerId))).toEqual(new Set(["o4.1"]));
  });

  it("reads texts for whoever asks, also while it stands by", async () => {
    const { fake, create } = await setUp({ gateway: false });
    const second = create();
    await second.start();
    expect(second.state()).toBe("standing by");
    const asked = encodeJson({ text: "de l'eau potable pour le village", lang: "fr" });
    const answer = decodeJson(await fake.bus.wire.ask(wireSubjects.annotate, asked, { timeoutMs: 300 }));
    const { items } = Value.Parse(AnnotateAnswerSchema, answer);
    expect(items[0]?.concept).toMatch(/^water\./);
    expect(items[0]?.spans.length).toBeGreaterThan(0);
    await expect(fake.bus.wire.ask(wireSubjects.annotate, encodeJson({}), { timeoutMs: 300 })).rejects.toThrow();
  });
});
