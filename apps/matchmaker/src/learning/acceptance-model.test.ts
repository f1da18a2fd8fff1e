import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerFeatures, createAcceptanceModel } from "./acceptance-model.ts";

const features = (fit: number, more: Partial<AnswerFeatures> = {}): AnswerFeatures => ({
  fit,
  gain: fit,
  give: fit,
  sharedLanguage: 0,
  otherKind: 0,
  ...more,
});

describe("A model of who accepts whom", () => {
  it("orders by the fit before anybody answered, whatever else is known", () => {
    const model = createAcceptanceModel();
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (one, other) => {
        fc.pre(Math.abs(one - other) > 0.01);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        // The variance grows with what is unknown: only what is equally known is compared.
        const same = { gain: 0.5, give: 0.5 };
        expect(model.probability("a", "b", features(high, same))).toBeGreaterThan(
          model.probability("a", "b", features(low, same)),
        );
      }),
    );
  });

  it("learns what everybody refuses, and forgives those who only refused once", () => {
    const model = createAcceptanceModel();
    const asked = (sharedLanguage: number) => model.probability("new", "other", features(0.5, { sharedLanguage }));
    const gapBefore = asked(1) - asked(0);
    for (let nth = 0; nth < 60; nth++)
      for (const sharedLanguage of [0, 1])
        model.learn({
          actor: `a${nth % 20}`,
          partner: `p${nth % 30}`,
          features: features(0.5, { sharedLanguage }),
          accepted: sharedLanguage === 1,
        });
    expect(asked(1) - asked(0)).toBeGreaterThan(gapBefore + 0.3);
    const before = model.probability("a", "p", features(0.9));
    model.learn({ actor: "a", partner: "p", features: features(0.9), accepted: false });
    const after = model.probability("a", "p", features(0.9));
    expect(after).toBeLessThan(before);
    expect(after).toBeGreaterThan(before / 3);
  });

  it("lets a reason act on what it is about, and on nothing else of what all share", () => {
    const [all, some] = [createAcceptanceModel(), createAcceptanceModel()];
    const answer = {
      actor: "a",
      partner: "p",
      features: features(0.6, { sharedLanguage: 1 }),
      accepted: false,
    };
    for (let nth = 0; nth < 20; nth++) {
      all.learn(answer);
      some.learn({ ...answer, about: ["give"] });
    }
    const gap = (model: typeof all) =>
      model.probability("x", "y", features(0.6, { sharedLanguage: 1 })) - model.probability("x", "y", features(0.6));
    expect(Math.abs(gap(some))).toBeLessThan(0.03);
    expect(gap(all)).toBeLessThan(-0.05);
  });

  it("is calibrated: of what it gives so much, so much is accepted", () => {
    const model = createAcceptanceModel();
    let state = 3;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const bins = Array.from({ length: 5 }, () => ({ said: 0, accepted: 0, count: 0 }));
    for (let nth = 0; nth < 20_000; nth++) {
      const asked = features(random(), { gain: random(), give: random(), sharedLanguage: random() < 0.5 ? 1 : 0 });
      // Somebody's answers: a probit of their own, with noise the model does not see.
      const leaning = -1.5 + 2 * asked.fit + 0.8 * asked.gain - 0.6 * asked.give + 0.4 * asked.sharedLanguage;
      const noise = Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
      const accepted = leaning + noise > 0;
      const [actor, partner] = [`a${nth % 50}`, `p${nth % 47}`];
      if (nth > 5_000) {
        const said = model.probability(actor, partner, asked);
        const bin = bins[Math.min(4, Math.floor(said * 5))] as (typeof bins)[number];
        bin.said += said;
        bin.accepted += accepted ? 1 : 0;
        bin.count += 1;
      }
      model.learn({ actor, partner, features: asked, accepted });
    }
    for (const { said, accepted, count } of bins) {
      if (count < 300) continue;
      expect(Math.abs(said - accepted) / count).toBeLessThan(0.06);
    }
  });
});
