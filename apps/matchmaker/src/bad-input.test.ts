import { describe, expect, it } from "vitest";
import { onSharedMachine } from "../../../testing/shared-machine.ts";
import { createMatcher, type SimpleActor } from "./engine.ts";

const others: SimpleActor[] = Array.from({ length: 30 }, (_, at) => ({
  id: `other${at}`,
  territory: at % 2 === 0 ? "MF" : "CR",
  language: at % 2 === 0 ? "fr" : "es",
  needs: [{ id: `n${at}`, text: at % 2 === 0 ? "broyer des bouteilles en verre" : "harina de yuca para pan" }],
  offers: [{ id: `o${at}`, text: at % 2 === 0 ? "farine de manioc pour le pain" : "máquina que tritura vidrio" }],
}));

const odd = (sketch: Partial<SimpleActor>): SimpleActor => ({
  id: "odd",
  territory: "HT",
  language: "fr",
  needs: [],
  offers: [],
  ...sketch,
});
const needing = (...texts: string[]) => texts.map((text, at) => ({ id: `n${at}`, text }));

/** Takes the actor in; answers its list and how long that took, in ms. */
async function takeIn(actor: SimpleActor) {
  const matcher = await createMatcher({ actors: others });
  const begun = performance.now();
  matcher.update(actor);
  const list = matcher.topK(actor.id, 10);
  return { matcher, list, ms: performance.now() - begun };
}

describe("A matcher that is given what nobody expected", () => {
  it("finds nothing for an actor without a word, and breaks for nobody else", async () => {
    for (const actor of [odd({}), odd({ needs: needing("", "   ", "?!…") })]) {
      const { matcher, list } = await takeIn(actor);
      expect(list.every(({ score }) => score < 0.02)).toBe(true);
      expect(matcher.topK("other0", 1)[0]?.id).toMatch(/^other/);
      expect(matcher.shown("odd", 10).length).toBeLessThanOrEqual(1);
    }
  });

  it("takes ten thousand needs of one actor in bounded time", async () => {
    const texts = Array.from({ length: 10_000 }, (_, at) => `verre ${at} à broyer, lot ${at % 100}`);
    const { list, ms } = await takeIn(odd({ needs: needing(...texts) }));
    expect(list[0]?.id).toMatch(/^other/);
    expect(ms).toBeLessThan(onSharedMachine(10_000));
  }, 60_000);

  it("takes a text of a megabyte in bounded time", async () => {
    const words = ["verre", "bouteille", "broyer", "yuca", "sargasse", "école", "pirogue", "miel", "réparer"];
    let text = "";
    for (let at = 0; text.length < 1_000_000; at++) text += `${words[at % words.length]}${at % 997} ${words[at % 7]} `;
    const { list, ms } = await takeIn(odd({ needs: needing(text) }));
    expect(list.length).toBeGreaterThan(0);
    expect(ms).toBeLessThan(onSharedMachine(5_000));
  }, 60_000);

  it.each([
    ["a language it does not know", { language: "tlh", needs: needing("broyer des bouteilles en verre") }],
    ["emoji", { needs: needing("🐢🌴 broyer 🍾 du verre 👩🏽‍🌾🇸🇽") }],
    ["right to left", { needs: needing("نحتاج إلى آلة لسحق الزجاج", "broyer du verre") }],
    ["broken surrogates and zeros", { needs: needing("\ud800broyer\u0000 du verre\udfff") }],
    ["a name of Object's", { id: "__proto__", needs: [{ id: "constructor", text: "broyer du verre toString" }] }],
  ])("makes what can be made of %s", async (_, sketch) => {
    const { matcher, list } = await takeIn(odd(sketch));
    for (const { score } of list) expect(score >= 0 && score <= 1).toBe(true);
    expect(matcher.topK("other0", 5).length).toBe(5);
  });

  it("treats identical twins alike, in one order", async () => {
    const twin = (id: string) =>
      odd({ id, needs: needing("broyer des bouteilles en verre"), offers: needing("farine de manioc") });
    const matcher = await createMatcher({ actors: [...others, twin("twin-b"), twin("twin-a")] });
    const of = (id: string) => matcher.topK(id, 10).filter(({ id: other }) => !other.startsWith("twin"));
    expect(of("twin-a")).toEqual(of("twin-b"));
    const seen = matcher.topK("other1", 40).filter(({ id }) => id.startsWith("twin"));
    expect(seen.map(({ id }) => id)).toEqual(["twin-a", "twin-b"]);
    expect(seen[0]?.score).toBe(seen[1]?.score);
  });

  it("shows nobody who has no room, and assigns nothing to them", async () => {
    const full = odd({ id: "full", capacity: 0, needs: needing("harina"), offers: needing("broyer du verre") });
    const matcher = await createMatcher({ actors: [...others, full] });
    expect(matcher.shown("other0", 30).map(({ partnerId }) => partnerId as string)).not.toContain("full");
    const assigned = matcher.assign({ perActor: 3, capacity: (id) => (id === "full" ? 0 : 5) });
    for (const list of assigned.values()) expect(list.some(({ id }) => id === "full")).toBe(false);
  });

  it("refuses ids nobody has", async () => {
    const matcher = await createMatcher({ actors: others });
    expect(() => matcher.topK("nobody", 3)).toThrow(RangeError);
    expect(() => matcher.explain("other1", "nobody")).toThrow(RangeError);
    expect(matcher.remove("nobody").changed).toEqual([]);
  });
});
