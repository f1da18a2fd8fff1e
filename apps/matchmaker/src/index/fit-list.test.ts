import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareFits, type Fit, fitListLength, fitListOf, mendFitList } from "./fit-list.ts";

const fit = (id: number, score: number): Fit => ({ id: `a${id}`, score, mutual: false, gain: 0, give: 0 });

describe("A fit list", () => {
  it("mended change by change is the list of all fits, or says that it cannot tell", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 100, maxLength: 200 }),
        fc.array(fc.tuple(fc.nat(199), fc.option(fc.integer({ min: 0, max: 20 }))), { maxLength: 200 }),
        (scores, changes) => {
          const all = new Map(scores.map((score, id) => [`a${id}`, fit(id, score)]));
          let list = fitListOf([...all.values()]);
          for (const [id, score] of changes) {
            const changed = score === null ? undefined : fit(id, score);
            if (changed === undefined) all.delete(`a${id}`);
            else all.set(`a${id}`, changed);
            list = mendFitList(list, `a${id}`, changed) ?? fitListOf([...all.values()]);
            const best = [...all.values()].sort(compareFits).slice(0, fitListLength);
            expect(list.fits.slice(0, fitListLength)).toEqual(best);
            if (list.whole) expect(list.fits).toHaveLength(all.size);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("orders equal scores by id", () => {
    expect(fitListOf([fit(2, 0.5), fit(1, 0.5), fit(3, 0.6)]).fits.map(({ id }) => id)).toEqual(["a3", "a1", "a2"]);
  });
});
