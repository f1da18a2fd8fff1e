import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import { lockPair } from "../actors/store.ts";
import type { Tables } from "../database/tables.ts";
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

function expireUnanswered(tools: Tools): Promise<void> {
  return forEach(
    tools,
    (where) => where.and([where("state", "=", "proposed"), where("created_at", "<", daysAgo(tools, 90))]),
    async (unit, row) => {
      if (row.state === "proposed") await advance(tools, unit, row, "ninetyDays");
    },
  );
}

async function followUp(tools: Tools): Promise<void> {
  for (const [done, days] of followUpDays.entries()) {
    await forEach(
      tools,
      (where) =>
        where.and([
          where("state", "=", "connected"),
          where("follow_ups", "=", done),
          where("connected_at", "<", daysAgo(tools, days)),
        ]),
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

function daysAgo({ clock }: Tools, days: number): Date {
  return new Date(clock.now() - days * dayMs);
}

type Due = (where: ExpressionBuilder<Tables, "introductions">) => Expression<SqlBool>;

/** Does one introduction after the other, each in a transaction that has its two actors locked. */
async function forEach(
  tools: Tools,
  due: Due,
  act: (unit: Unit, row: IntroductionRow) => Promise<void>,
): Promise<void> {
  let count: number;
  do {
    const pairs = await tools.db
      .selectFrom("introductions")
      .select(["id", "asking_id", "asked_id"])
      .where(due)
      .orderBy("id")
      .limit(atOnce)
      .execute();
    count = pairs.length;
    for (const pair of pairs) {
      await transact(tools.db, async (trx) => {
        const { unit, settle } = openUnit(trx, "system", tools.newId);
        await lockPair(trx, pair.asking_id, pair.asked_id);
        const row = await trx
          .selectFrom("introductions")
          .selectAll()
          .where("id", "=", pair.id)
          .forUpdate()
          .executeTakeFirst();
        if (row !== undefined) await act(unit, row);
        await settle();
      });
    }
    tools.relay.nudge();
    tools.post.nudge();
  } while (count === atOnce);
}
