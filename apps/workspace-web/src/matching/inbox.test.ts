import type { ActorId } from "@milango/core/identity";
import type { Introduction } from "@milango/core/introductions";
import type { Suggestion } from "@milango/core/matching";
import { expect, test } from "vitest";
import { sortInbox } from "./inbox.ts";

const own = "own" as ActorId;
const suggestion = (id: string, partner: string) => ({ id, partner: { id: partner } }) as unknown as Suggestion;
const introduction = (id: string, state: Introduction["state"], first: [string, boolean], second: [string, boolean]) =>
  ({
    id,
    state,
    sides: [first, second].map(([actor, yes]) => ({ actor: { id: actor }, acceptedAt: yes ? "2026-01-01" : null })),
  }) as unknown as Introduction;

const inbox = sortInbox(own, {
  open: [suggestion("s1", "friend")],
  later: [suggestion("s2", "later")],
  declined: [suggestion("s3", "no")],
  counts: { open: 1, later: 1, declined: 1 },
  met: [
    introduction("asked", "proposed", ["stranger", true], ["own", false]),
    introduction("suggestedToo", "proposed", ["friend", true], ["own", false]),
    introduction("sent", "proposed", ["own", true], ["other", false]),
    introduction("met", "connected", ["own", true], ["partner", true]),
    introduction("done", "concluded", ["partner", true], ["own", true]),
    introduction("over", "declined", ["own", true], ["nobody", false]),
  ],
});
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

test("somebody who asks to meet us waits for a decision, once: not beside the suggestion that says the same", () => {
  expect(ids(inbox.items.open)).toEqual(["asked", "s1"]);
  expect(inbox.counts.open).toBe(2);
});

test("what we accepted and what we put off wait, what both accepted is introduced, what we refused is declined", () => {
  expect(ids(inbox.items.waiting)).toEqual(["sent", "s2"]);
  expect(ids(inbox.items.introduced)).toEqual(["met", "done"]);
  expect(ids(inbox.items.declined)).toEqual(["s3"]);
  expect(inbox.counts).toEqual({ open: 2, waiting: 2, introduced: 2, declined: 1 });
});

test("the partner of an introduction is the other side, whoever asked", () => {
  const partners = inbox.items.introduced.map((item) => (item.kind === "introduction" ? item.partner.id : undefined));
  expect(partners).toEqual(["partner", "partner"]);
});
