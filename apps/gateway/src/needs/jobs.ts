import { lockActor } from "../actors/store.ts";
import { transact } from "../database/transact.ts";
import { openUnit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import type { Job } from "../scheduler/scheduler.ts";
import { endStatement } from "./publish-statement.ts";

const hourMs = 3600_000;
const atOnce = 100;

/** What is said until a day is no longer said after it: it waits to be renewed or closed. */
export function statementJobs(tools: Pick<Deps, "db" | "clock" | "newId" | "relay">): Job[] {
  return (["needs", "offers"] as const).map((table) => ({
    name: `${table}.expire`,
    everyMs: hourMs,
    async run() {
      const today = new Date(tools.clock.now()).toISOString().slice(0, 10);
      const due = () =>
        tools.db
          .selectFrom(table)
          .select(["id", "actor_id"])
          .where("state", "=", "open")
          .where("valid_until", "<", today)
          .orderBy("id")
          .limit(atOnce)
          .execute();
      for (let rows = await due(); rows.length > 0; rows = await due()) {
        for (const { id, actor_id } of rows) {
          await transact(tools.db, async (trx) => {
            const { unit, settle } = openUnit(trx, "system", tools.newId);
            const actor = await lockActor(trx, actor_id);
            const row = await trx
              .selectFrom(table)
              .selectAll()
              .where("id", "=", id as never)
              .executeTakeFirst();
            if (row?.state !== "open" || row.valid_until === null || row.valid_until >= today) return;
            await endStatement(tools, unit, table, row, { state: "expired" });
            unit.note({ act: "statement.expired", about: { kind: "actor", id: actor.id }, territory: actor.territory });
            await settle();
          });
        }
        tools.relay.nudge();
      }
    },
  }));
}
