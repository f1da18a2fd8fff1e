import { type MatchActor, PastDecisionSchema } from "@milango/core/matching";
import type { Language } from "@milango/core/text";
import fc from "fast-check";
import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import { createMatcher, type Matcher } from "./matcher.ts";
import { buildActor, buildStatement, uuid } from "./testing/build-actor.ts";

const phrases = [
  "une machine à broyer le verre",
  "des clients pour notre farine de manioc",
  "formation au logiciel libre",
  "de l'huile de cuisson usagée",
  "un local pour une crèche",
  "des bénévoles pour veiller les tortues la nuit",
  "du bois dur en petites quantités",
  "un séchoir solaire",
];

const actorArbitrary = (number: number): fc.Arbitrary<MatchActor> =>
  fc
    .record({
      territory: fc.constantFrom("MF", "CR", "HT"),
      languages: fc.subarray<Language>(["fr", "es"], { minLength: 1 }),
      needs: fc.uniqueArray(fc.constantFrom(...phrases), { maxLength: 2 }),
      offers: fc.uniqueArray(fc.constantFrom(...phrases), { maxLength: 2 }),
      consentsToMatch: fc.boolean().map((no) => !no || number % 3 > 0),
      capacity: fc.integer({ min: 1, max: 2 }),
      openIntroductions: fc.integer({ min: 0, max: 1 }),
      blocked: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 2 }),
    })
    .map((sketch) => buildActor(number, sketch));

type Step =
  | { readonly do: "update"; readonly actor: MatchActor }
  | { readonly do: "remove" | "decline"; readonly id: string; readonly partner: string };

const stepArbitrary: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 8 }).chain((number) =>
  fc.oneof(
    { weight: 3, arbitrary: actorArbitrary(number).map((actor): Step => ({ do: "update", actor })) },
    fc.record({
      do: fc.constantFrom("remove" as const, "decline" as const),
      id: fc.constant(uuid(number)),
      partner: fc.integer({ min: 1, max: 8 }).map(uuid),
    }),
  ),
);

const everything = (matcher: Matcher, ids: Iterable<string>) =>
  new Map([...ids].map((id) => [id, { fits: matcher.topK(id, 60), shown: matcher.shown(id, 10) }]));

describe("A matcher that is changed step by step", () => {
  it("has the lists of one built anew, and named every actor whose list changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(...[1, 2, 3, 4, 5, 6].map(actorArbitrary)),
        fc.array(stepArbitrary, { maxLength: 5 }),
        async (first, steps) => {
          const now = new Map<string, MatchActor>(first.map((actor) => [actor.id, actor]));
          const matcher = await createMatcher({ actors: now.values() });
          const declines = new Map<string, MatchActor["decisions"]>();
          for (const step of steps) {
            const before = everything(matcher, now.keys());
            let changed: string[] = [];
            if (step.do === "update") {
              // Declines told to the engine outlive the actor's changes; the record has them among its decisions.
              now.set(step.actor.id, { ...step.actor, decisions: declines.get(step.actor.id) ?? [] });
              ({ changed } = matcher.update(step.actor));
            } else if (step.do === "remove") {
              now.delete(step.id);
              declines.delete(step.id);
              ({ changed } = matcher.remove(step.id));
            } else {
              const actor = now.get(step.id);
              if (actor === undefined) continue;
              const declined = { partnerId: step.partner, decision: "decline" as const, reason: null, at: "" };
              declines.set(step.id, [...(declines.get(step.id) ?? []), Value.Parse(PastDecisionSchema, declined)]);
              now.set(step.id, { ...actor, decisions: declines.get(step.id) ?? [] });
              ({ changed } = matcher.decide({ actor: step.id, partner: step.partner, decision: "decline" }));
            }
            const after = everything(matcher, now.keys());
            for (const [id, lists] of after) if (!changed.includes(id)) expect(lists).toEqual(before.get(id));
          }
          const anew = await createMatcher({ actors: now.values() });
          expect(everything(matcher, now.keys())).toEqual(everything(anew, now.keys()));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("agrees with one built anew when lists are longer than what is kept", async () => {
    const many = Array.from({ length: 150 }, (_, at) =>
      buildActor(at + 1, {
        territory: at % 2 === 0 ? "MF" : "CR",
        needs: [`${phrases[at % 8]} ${at}`],
        offers: [`${phrases[(at * 3 + 1) % 8]} ${at}`],
      }),
    );
    const matcher = await createMatcher({ actors: many });
    const kept = new Map(many.map((actor) => [actor.id, actor]));
    for (let at = 0; at < 150; at += 3) {
      const actor = buildActor(at + 1, { territory: "CR", needs: [phrases[(at + 5) % 8] ?? ""], offers: [] });
      kept.set(actor.id, actor);
      matcher.update(actor);
      const gone = uuid(((at * 7) % 150) + 1);
      if (at % 2 === 0) kept.delete(gone as MatchActor["id"]);
      if (at % 2 === 0) matcher.remove(gone);
    }
    const anew = await createMatcher({ actors: kept.values() });
    for (const id of kept.keys()) expect(matcher.topK(id, 60)).toEqual(anew.topK(id, 60));
  });
});

const glass = buildActor(1, {
  territory: "MF",
  needs: ["broyer des bouteilles en verre"],
  offers: ["du savon artisanal"],
});
const crusher = buildActor(2, {
  territory: "CR",
  needs: ["savon artisanal pour nos gîtes"],
  offers: ["un broyeur à verre"],
});
const oneSided = buildActor(3, { territory: "CR", offers: ["un broyeur à verre"] });

describe("A score", () => {
  it("is the same seen from both sides, higher when both gain, and marked when only one does", async () => {
    const matcher = await createMatcher({ actors: [glass, crusher, oneSided] });
    const [first, second] = matcher.topK(glass.id, 2);
    expect(first).toMatchObject({ id: crusher.id, mutual: true });
    expect(second).toMatchObject({ id: oneSided.id, mutual: false });
    expect(second?.score).toBeLessThan((first?.score ?? 0) / 2);
    expect(matcher.topK(crusher.id, 1)[0]).toMatchObject({ id: glass.id, score: first?.score });
  });

  it("never joins actors of one territory, without consent, blocked, or declined by either", async () => {
    const with2 = async (sketch: Partial<MatchActor>) =>
      (await createMatcher({ actors: [glass, { ...crusher, ...sketch }] })).topK(glass.id, 5);
    const decline = { partnerId: glass.id, decision: "decline" as const, reason: null, at: "2026-01-01T00:00:00Z" };
    expect(await with2({})).toHaveLength(1);
    expect(await with2({ territory: "MF" })).toEqual([]);
    expect(await with2({ consentsToMatch: false })).toEqual([]);
    expect(await with2({ blocked: [glass.id] })).toEqual([]);
    expect(await with2({ decisions: [decline] })).toEqual([]);
    expect(await with2({ decisions: [{ ...decline, decision: "later" }] })).toHaveLength(1);
  });

  it("counts only needs and offers that are open, and that stand on a common day", async () => {
    const dated = (need: [string | null, string | null], offer: [string | null, string | null], today = "") => {
      const [from, until] = need;
      const a = buildActor(1, {
        needs: [buildStatement("n", "broyer du verre", { validFrom: from, validUntil: until })],
      });
      const o = buildStatement("o", "broyeur à verre", { validFrom: offer[0], validUntil: offer[1] });
      return createMatcher({ actors: [a, buildActor(2, { territory: "CR", offers: [o] })], today }).then(
        (matcher) => matcher.explain(uuid(1), uuid(2)).reasons.length,
      );
    };
    expect(await dated([null, "2026-03-01"], ["2026-03-01", null])).toBe(1);
    expect(await dated([null, "2026-02-28"], ["2026-03-01", null])).toBe(0);
    expect(await dated([null, "2026-02-28"], [null, null], "2026-02-28")).toBe(1);
    expect(await dated([null, "2026-02-28"], [null, null], "2026-03-01")).toBe(0);
    expect(await dated([null, null], [null, "2026-02-28"], "2026-03-01")).toBe(0);
  });

  it("prefers partners that share a language, and another kind of actor", async () => {
    const score = async (sketch: Partial<MatchActor>) =>
      (await createMatcher({ actors: [glass, { ...crusher, ...sketch }] })).explain(glass.id, crusher.id).score;
    expect(await score({ languages: ["es"] })).toBeLessThan(await score({}));
    expect(await score({ kind: "public" })).toBeGreaterThan(await score({}));
  });

  it("rises when both confirmed the same concept", async () => {
    const confirmed = (concepts: string[]) => [
      buildActor(1, { needs: [buildStatement("n", "de l'aide pour démarrer", { concepts })] }),
      buildActor(2, { territory: "CR", offers: [buildStatement("o", "nous venons sur place", { concepts })] }),
    ];
    const without = (await createMatcher({ actors: confirmed([]) })).explain(uuid(1), uuid(2));
    const sure = (await createMatcher({ actors: confirmed(["digital.free-software"]) })).explain(uuid(1), uuid(2));
    expect(sure.score).toBeGreaterThan(without.score * 2);
    expect(sure.reasons[0]).toMatchObject({ evidence: "tag" });
    expect(sure.reasons[0]?.concepts[0]?.id).toBe("digital.free-software");
  });
});

describe("A reason", () => {
  it("weighs exactly what the score loses when its offer is taken away", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...phrases), { minLength: 1, maxLength: 1 }),
        fc.uniqueArray(fc.constantFrom(...phrases), { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom(...phrases), { maxLength: 2 }),
        async (needs, offers, back) => {
          // "pour nous" says nothing: it keeps the two comparable when the other offer is gone.
          const a = buildActor(1, { needs, offers: ["du savon", "pour nous"] });
          const b = buildActor(2, { territory: "CR", needs: back, offers: [...offers, "pour nous"] });
          const whole = (await createMatcher({ actors: [a, b] })).explain(a.id, b.id);
          for (const reason of whole.reasons) {
            const take = (actor: MatchActor): MatchActor => ({
              ...actor,
              offers: actor.offers.filter(({ id }) => id !== reason.offerId),
            });
            // An offer that serves two needs is two terms; taking it away takes both.
            if (reason.direction === "give" && back.length > 1) continue;
            const fewer = (await createMatcher({ actors: [take(a), take(b)] })).explain(a.id, b.id);
            expect(reason.weight).toBeCloseTo(whole.score - fewer.score, 12);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("names the need, the offer, what joins them and the words that answer each other", async () => {
    const matcher = await createMatcher({ actors: [glass, crusher] });
    const { reasons } = matcher.explain(glass.id, crusher.id);
    expect(reasons.map(({ direction, needId, offerId }) => [direction, needId, offerId]).sort()).toEqual([
      ["give", "n2.0", "o1.0"],
      ["receive", "n1.0", "o2.0"],
    ]);
    const received = reasons.find(({ direction }) => direction === "receive");
    expect(received?.concepts.length).toBeGreaterThan(0);
    expect(received?.words).toContainEqual(["verre", "verre"]);
    const mirrored = matcher.explain(crusher.id, glass.id).reasons;
    expect(mirrored.find(({ direction }) => direction === "give")?.weight).toBe(received?.weight);
  });
});

describe("The shown list", () => {
  const weak = buildActor(4, {
    territory: "HT",
    languages: ["ht"],
    offers: [buildStatement(uuid(4), "Une fanfare et son école de musique", { weak: true })],
  });

  it("gives an actor that only has a description one partner, without inventing a reason", async () => {
    const matcher = await createMatcher({ actors: [glass, weak] });
    const [only, ...others] = matcher.shown(weak.id, 10);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ partnerId: glass.id, mutual: false });
    expect(only?.score).toBeGreaterThan(0);
    for (const reason of only?.reasons ?? []) expect(reason.weak).toBe(true);
  });

  it("damps a description beside an offer that says the same", async () => {
    const described = buildActor(5, {
      territory: "CR",
      offers: [buildStatement("o5", "un broyeur à verre", { weak: true })],
    });
    const matcher = await createMatcher({ actors: [glass, oneSided, described] });
    const [offer, description] = [oneSided, described].map(({ id }) => matcher.explain(glass.id, id));
    expect(description?.score).toBeLessThan((offer?.score ?? 0) * 0.6);
    expect(description?.reasons[0]?.weak).toBe(true);
  });

  it("leaves out partners that have no room for another introduction, and comes back when they have", async () => {
    const full = { ...crusher, capacity: 2, openIntroductions: 2 };
    const matcher = await createMatcher({ actors: [glass, full] });
    expect(matcher.shown(glass.id, 10)).toEqual([]);
    expect(matcher.shown(full.id, 10)).toHaveLength(1);
    expect(matcher.update({ ...full, openIntroductions: 1 }).changed).toContain(glass.id);
    expect(matcher.shown(glass.id, 10)).toHaveLength(1);
  });

  it("never shows a declined partner again, even after both have changed", async () => {
    const matcher = await createMatcher({ actors: [glass, crusher] });
    expect(matcher.decide({ actor: glass.id, partner: crusher.id, decision: "decline" }).changed.sort()).toEqual(
      [glass.id, crusher.id].sort(),
    );
    matcher.update({ ...glass, capacity: 9 });
    matcher.update({ ...crusher, capacity: 9 });
    expect(matcher.shown(glass.id, 10)).toEqual([]);
    expect(matcher.shown(crusher.id, 10)).toEqual([]);
  });

  it("previews what a draft would find without keeping it", async () => {
    const matcher = await createMatcher({ actors: [glass, crusher] });
    const draft = { ...glass, needs: [buildStatement("draft", "quelqu'un pour concasser nos bouteilles")] };
    expect(matcher.preview(draft, 10)[0]).toMatchObject({ partnerId: crusher.id });
    expect(matcher.explain(glass.id, crusher.id).reasons.map(({ needId }) => needId)).not.toContain("draft");
  });
});

describe("The engine's face for other programs", () => {
  it("takes actors in their short form, and assigns within capacity", async () => {
    const simple = (id: string, territory: string, need: string, offer: string) => ({
      id,
      territory,
      language: "fr",
      languages: ["fr"],
      capacity: 1,
      needs: [{ id: `${id}-n`, text: need, tags: [], sector: null }],
      offers: [{ id: `${id}-o`, text: offer, tags: [], sector: null }],
    });
    const matcher = await createMatcher({
      actors: [
        simple("a", "MF", "broyer du verre", "du savon"),
        simple("b", "CR", "du savon", "un broyeur à verre"),
        simple("c", "HT", "du savon", "broyeur de verre"),
      ],
    });
    expect(matcher.topK("a", 1)[0]).toMatchObject({ mutual: true });
    const assigned = matcher.assign({ perActor: 2, capacity: () => 1 });
    const exposure = [...assigned.values()].flat().map(({ id }) => id);
    expect(exposure.sort()).toEqual(["a", "b", "c"]);
    expect(() => matcher.topK("nobody", 3)).toThrow(RangeError);
  });
});
