import { describe, expect, it } from "vitest";
import { createMatcher } from "./matcher.ts";
import { buildActor, buildStatement, uuid } from "./testing/build-actor.ts";
import { demoActors, demoPairs } from "./testing/demo-actors.ts";

/** How far a pair's score must stand above the next partner of either side. */
const leastMargin = 0.015;

describe.each(["all", "own"] as const)("The demo network with %s texts", (texts) => {
  it("suggests the twelve expected partners first, on both sides, with a margin", async () => {
    const matcher = await createMatcher({ actors: demoActors(texts) });
    const margins: string[] = [];
    const wrong: string[] = [];
    for (const [a, b] of demoPairs) {
      for (const [one, other] of [[a, b] as const, [b, a] as const]) {
        const fits = matcher.topK(uuid(one), 60);
        const own = fits.find(({ id }) => id === uuid(other))?.score ?? 0;
        const next = Math.max(0, ...fits.filter(({ id }) => id !== uuid(other)).map(({ score }) => score));
        margins.push(`${one}→${other} ${own.toFixed(3)} (+${(own - next).toFixed(3)})`);
        if (own - next < leastMargin) wrong.push(margins.at(-1) ?? "");
      }
    }
    console.info(`${texts}: ${margins.join(", ")}`);
    expect(wrong).toEqual([]);
  });

  it("keeps them first among actors that only have descriptions", async () => {
    const described = Array.from({ length: 40 }, (_, at) =>
      buildActor(100 + at, {
        territory: ["FR", "ES", "NL"][at % 3] ?? "FR",
        offers: [buildStatement(uuid(100 + at), descriptions[at % descriptions.length] ?? "", { weak: true })],
      }),
    );
    const matcher = await createMatcher({ actors: [...demoActors(texts), ...described] });
    for (const [a, b] of demoPairs) {
      expect(matcher.topK(uuid(a), 1)[0]?.id).toBe(uuid(b));
      expect(matcher.topK(uuid(b), 1)[0]?.id).toBe(uuid(a));
    }
    for (const { id } of described) expect(matcher.shown(id, 10).length).toBeGreaterThan(0);
  });
});

const descriptions = [
  "Une coopérative qui vend des paniers de légumes aux familles du quartier",
  "Recyclerie et atelier de réparation de vélos, meubles et appareils",
  "Association d'éducation populaire, théâtre et bibliothèque de rue",
  "Monnaie locale et réseau d'échange de savoirs",
  "Épicerie sans emballage tenue par ses clients",
];
