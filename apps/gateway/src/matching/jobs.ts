import { suggestionTransitions } from "@milango/core/matching";
import { transact } from "../database/transact.ts";
import { openUnit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import type { Job } from "../scheduler/scheduler.ts";

const hourMs = 3600_000;
const laterMs = 30 * 24 * hourMs;

/** What was put off comes back after thirty days. */
export function matchingJobs(tools: Pick<Deps, "db" | "clock" | "newId" | "relay">): Job[] {
  return [
    {
      name: "matching.bringBack",
      everyMs: hourMs,
      async run() {
        const now = new Date(tools.clock.now());
        await transact(tools.db, async (trx) => {
          const { unit, settle } = openUnit(trx, "system", tools.newId);
          const rows = await trx
            .updateTable("suggestions")
            .set({ state: suggestionTransitions.later.thirtyDays ?? "later", updated_at: now })
            .where("state", "=", "later")
            .where("decided_at", "<", new Date(now.getTime() - laterMs))
            .returning(["actor_id", "version"])
            .execute();
          const versions = new Map(rows.map(({ actor_id, version }) => [actor_id, version]));
          for (const [actorId, version] of versions)
            unit.tell({ subject: "milango.matching.listed.v1", body: { actorId, version } });
          await settle();
        });
        tools.relay.nudge();
      },
    },
  ];
}
