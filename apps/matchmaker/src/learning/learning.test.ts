import { describe, expect, it } from "vitest";
import { createMatcher } from "../matcher.ts";
import { buildActor, uuid } from "../testing/build-actor.ts";

/** One actor and many of another territory that all fit it the same, in two kinds. */
const network = () => [
  buildActor(1, {
    territory: "MF",
    kind: "associative",
    needs: ["broyer des bouteilles en verre"],
    offers: ["du savon"],
  }),
  ...Array.from({ length: 12 }, (_, at) =>
    buildActor(at + 2, {
      territory: "CR",
      kind: at % 2 === 0 ? ("associative" as const) : ("private" as const),
      needs: ["du savon"],
      offers: ["broyer des bouteilles en verre"],
    }),
  ),
];

describe("A matcher that is told answers", () => {
  it("shows first what is likely accepted, and is the same when built from the record", async () => {
    const matcher = await createMatcher({ actors: network() });
    const kindOf = new Map(network().map(({ id, kind }) => [id as string, kind]));
    const before = matcher.shown(uuid(1), 4).map(({ partnerId }) => kindOf.get(partnerId));
    expect(before.filter((kind) => kind === "private").length).toBe(4);
    const answers = [3, 5, 7, 9, 11].flatMap((at, nth) => [
      { actor: uuid(at), partner: uuid(1), decision: "decline" as const, reason: null, at: `2026-01-0${nth + 1}` },
    ]);
    let changed: string[] = [];
    for (const answer of answers) ({ changed } = matcher.decide(answer));
    expect(changed).toContain(uuid(1));
    const left = matcher.shown(uuid(1), 4).map(({ partnerId }) => partnerId as string);
    expect(left.some((id) => [3, 5, 7, 9, 11].map(uuid).includes(id))).toBe(false);

    const anew = await createMatcher({
      actors: network().map((actor) => ({
        ...actor,
        decisions: answers
          .filter(({ actor: id }) => id === actor.id)
          .map(({ partner, decision, reason, at }) => ({
            partnerId: partner as typeof actor.id,
            decision,
            reason,
            at,
          })),
      })),
    });
    for (const { id } of network()) expect(anew.shown(id, 4)).toEqual(matcher.shown(id, 4));
  });

  it("tells how probable it was that a partner would be shown, and now and then shows one that never would be", async () => {
    const matcher = await createMatcher({ actors: network() });
    let explored = 0;
    for (let day = 1; day <= 200; day++) {
      matcher.setToday(`2026-01-01T${day}`);
      const shown = matcher.shown(uuid(1), 5);
      expect(shown.map(({ propensity }) => propensity).slice(0, 4)).toEqual([1, 1, 1, 1]);
      const last = shown[4]?.propensity ?? 0;
      expect([0.9, 0.1 / 7]).toContain(last);
      if (last < 0.5) explored++;
    }
    expect(explored).toBeGreaterThan(8);
    expect(explored).toBeLessThan(40);
  });
});
