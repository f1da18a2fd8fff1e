import { lockPair } from "../actors/store.ts";
import { transact } from "../database/transact.ts";
import { openUnit, type Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import type { Job } from "../scheduler/scheduler.ts";
import { advance, type IntroductionRow, postToSides } from "./answer.ts";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
/** When the sides of a connection are asked what became of it, in days after it. */
const followUpDays = [30, 90] as const;
const atOnce = 50;

type Tools = Pick<Deps, "db" | "clock" | "newId" | "post" | "relay">;

/** What time does to introductions: unanswered ones expire, connected ones are asked after. */
export function introductionJobs(tools: Tools): Job[] {
  return [
    { name: "introductions.expire", everyMs: hourMs, run: () => expireUnanswered(tools) },
    { name: "introductions.followUp", everyMs: hourMs, run: () => followUp(tools) },
  ];
}

async function expireUnanswered(tools: Tools): Promise<void> {
  const before = new Date(tools.clock.now() - 90 * dayMs);
  await forEach(
    tools,
    (unit) =>
      unit.trx
        .selectFrom("introductions")
        .select(["id", "asking_id", "asked_id"])
        .where("state", "=", "proposed")
        .where("created_at", "<", before)
        .orderBy("id")
        .limit(atOnce)
        .execute(),
    async (unit, row) => {
      if (row.state === "proposed") await advance(tools, unit, row, "ninetyDays");
    },
  );
}

async function followUp(tools: Tools): Promise<void> {
  for (const [done, days] of followUpDays.entries()) {
    const before = new Date(tools.clock.now() - days * dayMs);
    await forEach(
      tools,
      (unit) =>
        unit.trx
          .selectFrom("introductions")
          .select(["id", "asking_id", "asked_id"])
          .where("state", "=", "connected")
          .where("follow_ups", "=", done)
          .where("connected_at", "<", before)
          .orderBy("id")
          .limit(atOnce)
          .execute(),
      async (unit, row) => {
        if (row.state !== "connected" || row.follow_ups !== done) return;
        await unit.trx
          .updateTable("introductions")
          .set({ follow_ups: done + 1 })
          .where("id", "=", row.id)
          .execute();
        await postToSides(unit, row, "followUp", [row.asking_id, row.asked_id]);
      },
    );
  }
}

type Pair = Pick<IntroductionRow, "id" | "asking_id" | "asked_id">;

/** Does one introduction after the other, each in a transaction that has its two actors locked. */
async function forEach(
  tools: Tools,
  find: (unit: Unit) => Promise<Pair[]>,
  act: (unit: Unit, row: IntroductionRow) => Promise<void>,
): Promise<void> {
  const inUnit = async <Result>(run: (unit: Unit) => Promise<Result>): Promise<Result> =>
    transact(tools.db, async (trx) => {
      const { unit, settle } = openUnit(trx, "system", tools.newId);
      const result = await run(unit);
      await settle();
      return result;
    });
  let pairs: Pair[];
  do {
    pairs = await inUnit(find);
    for (const pair of pairs) {
      await inUnit(async (unit) => {
        await lockPair(unit.trx, pair.asking_id, pair.asked_id);
        const row = await unit.trx
          .selectFrom("introductions")
          .selectAll()
          .where("id", "=", pair.id)
          .forUpdate()
          .executeTakeFirst();
        if (row !== undefined) await act(unit, row);
      });
    }
    tools.relay.nudge();
    tools.post.nudge();
  } while (pairs.length === atOnce);
}
