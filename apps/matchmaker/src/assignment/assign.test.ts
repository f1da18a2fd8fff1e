import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignPartners } from "./assign.ts";

const network = fc
  .array(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 12, maxLength: 12 }), { minLength: 12, maxLength: 12 })
  .map(
    (scores) =>
      new Map(
        scores.map((row, a) => [
          `a${a}`,
          row
            .map((score, b) => ({ id: `a${b}`, score: score / 100, mutual: true, gain: 0, give: 0 }))
            .filter(({ id }) => id !== `a${a}`)
            .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1)),
        ]),
      ),
  );

describe("Assigning partners", () => {
  it("never exceeds a capacity or a list's length, and never names a partner twice in a list", () => {
    fc.assert(
      fc.property(network, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 6 }), (lists, perActor, room) => {
        const assigned = assignPartners(lists, { perActor, capacity: () => room });
        const exposure = new Map<string, number>();
        for (const list of assigned.values()) {
          expect(list.length).toBeLessThanOrEqual(perActor);
          expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
          for (const { id } of list) exposure.set(id, (exposure.get(id) ?? 0) + 1);
        }
        for (const count of exposure.values()) expect(count).toBeLessThanOrEqual(room);
      }),
      { numRuns: 50 },
    );
  });

  it("gives the best of each list when there is room for all", () => {
    fc.assert(
      fc.property(network, (lists) => {
        const assigned = assignPartners(lists, { perActor: 3, capacity: () => 100 });
        for (const [id, fits] of lists)
          expect(assigned.get(id)?.map((fit) => fit.score)).toEqual(fits.slice(0, 3).map((fit) => fit.score));
      }),
      { numRuns: 30 },
    );
  });

  it("forgets nobody although everybody wants the same one", () => {
    const names = ["a", "b", "c", "d"];
    const lists = new Map(
      names.map((id) => [
        id,
        names
          .filter((other) => other !== id)
          .map((other) => ({ id: other, score: other === "a" ? 0.9 : 0.3, mutual: true, gain: 0, give: 0 })),
      ]),
    );
    const assigned = assignPartners(lists, { perActor: 2, capacity: () => 2 });
    for (const name of names) expect(assigned.get(name)?.length).toBeGreaterThan(0);
  });
});
