import type { MatchActor } from "@milango/core/matching";
import { describe, expect, it } from "vitest";
import { buildActor, buildStatement, uuid } from "../testing/build-actor.ts";
import { applyChange, type Directory } from "./apply-change.ts";
import { parseRecordChange } from "./record-change.ts";

function apply(directory: Directory, subject: string, body: unknown): string[] {
  const parsed = parseRecordChange({ id: "c", seq: 1, subject, body });
  if (typeof parsed === "string") throw new Error(parsed);
  return applyChange(directory, parsed);
}
const directoryOf = (...actors: MatchActor[]): Directory => new Map(actors.map((actor) => [actor.id, actor]));
const a = buildActor(1, { needs: ["du verre"] });
const b = buildActor(2, { territory: "CR" });

describe("Taking in a change", () => {
  it("twice is the same as once", () => {
    const statement = buildStatement("n9", "du bois");
    const decision = { partnerId: b.id, decision: "later", reason: null, at: "2026-11-02T10:00:00Z" };
    const changes: [string, unknown][] = [
      ["milango.needs.published.v1", { actorId: a.id, statement }],
      ["milango.matching.decided.v1", { actorId: a.id, decision }],
      [
        "milango.introductions.changed.v1",
        { introductionId: uuid(9), state: "proposed", actorIds: [a.id, b.id], openIntroductions: [1, 3] },
      ],
      ["milango.needs.withdrawn.v1", { actorId: a.id, id: "n1.0" }],
    ];
    for (const [subject, body] of changes) {
      const once = directoryOf(a, b);
      apply(once, subject, body);
      const twice = new Map(once);
      apply(twice, subject, body);
      expect(twice).toEqual(once);
      expect(once).not.toEqual(directoryOf(a, b));
    }
  });

  it("keeps two actors apart while their introduction is under way or refused, and no longer", () => {
    const directory = directoryOf(a, b);
    const blockedAfter = (state: string) => {
      apply(directory, "milango.introductions.changed.v1", {
        introductionId: uuid(9),
        state,
        actorIds: [a.id, b.id],
        openIntroductions: [0, 0],
      });
      return [directory.get(a.id)?.blocked, directory.get(b.id)?.blocked];
    };
    expect(blockedAfter("proposed")).toEqual([[b.id], [a.id]]);
    expect(blockedAfter("connected")).toEqual([[b.id], [a.id]]);
    expect(blockedAfter("withdrawn")).toEqual([[], []]);
    expect(blockedAfter("declined")).toEqual([[b.id], [a.id]]);
  });

  it("touches nobody when it is about somebody unknown or about something else", () => {
    const directory = directoryOf(a);
    const statement = buildStatement("n9", "du bois");
    expect(apply(directory, "milango.offers.published.v1", { actorId: b.id, statement })).toEqual([]);
    expect(apply(directory, "milango.matching.listed.v1", { actorId: a.id, version: 3 })).toEqual([]);
    expect(directory).toEqual(directoryOf(a));
  });
});
