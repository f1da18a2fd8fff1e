import type { ActorId } from "@milango/core/identity";
import type { SuggestionState } from "@milango/core/matching";
import type { SuggestedList } from "@milango/core/messages";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toNewActor } from "../actors/store.ts";
import { type Database, openDatabase } from "../database/open-database.ts";
import { applySuggestions } from "./apply-suggestions.ts";

let database: Database;
const now = Date.UTC(2026, 9, 1);
const [actorId, partnerId] = [uuidv7() as ActorId, uuidv7() as ActorId];
const [need, offer, otherOffer] = [uuidv7(), uuidv7(), uuidv7()];

beforeAll(async () => {
  database = await openDatabase({ directory: null });
  const drafts = [
    { id: actorId, name: "Verre Sable", territory: "MF" },
    { id: partnerId, name: "CoopeVidrio", territory: "CR" },
  ];
  const rows = drafts.map(({ id, ...draft }) => toNewActor(draft, id, "test", new Date(now)));
  await database.db.insertInto("actors").values(rows).execute();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom("suggestions").execute();
  await database.db.deleteFrom("suggestion_lists").execute();
});

const reason = (offerId: string, strength: number) => ({
  direction: "receive" as const,
  needId: need,
  offerId,
  strength,
  weight: strength,
  concepts: [],
  evidence: "concept" as const,
  words: [],
  weak: false,
});
const item = (offerId: string, score = 0.5): SuggestedList["items"][number] => ({
  partnerId,
  score,
  mutual: false,
  reasons: [reason(offerId, score)],
  sharedLanguages: [],
  propensity: 1,
});
const apply = (version: number, ...items: SuggestedList["items"]) =>
  applySuggestions({ db: database.db, newId: uuidv7, clock: { now: () => now } }, uuidv7(), {
    actorId,
    version,
    items,
  });
const decide = (state: SuggestionState) => database.db.updateTable("suggestions").set({ state }).execute();
const stateNow = async () => (await database.db.selectFrom("suggestions").select("state").executeTakeFirst())?.state;

describe("a list of suggestions that is applied", () => {
  it("leaves “later” alone while the same need meets the same offer, however the score moved", async () => {
    await apply(1, item(offer));
    await decide("later");
    await apply(2, item(offer, 0.7));
    expect(await stateNow()).toBe("later");
    await apply(3);
    expect(await stateNow()).toBe("later");
  });

  it("opens “later” again when the partner offers something else", async () => {
    await apply(1, item(offer));
    await decide("later");
    await apply(2, item(otherOffer));
    expect(await stateNow()).toBe("open");
  });

  it("never opens again what was declined or accepted", async () => {
    await apply(1, item(offer));
    for (const answered of ["declined", "accepted"] as const) {
      await decide(answered);
      await apply(2, item(otherOffer));
      await apply(3);
      expect(await stateNow()).toBe(answered);
    }
  });

  it("expires what left it and opens it again when it returns", async () => {
    await apply(1, item(offer));
    await apply(2);
    expect(await stateNow()).toBe("expired");
    await apply(3, item(offer));
    expect(await stateNow()).toBe("open");
  });
});
