import type { Db } from "../database/open-database.ts";
import type { Clock } from "../ports.ts";
import type { Job } from "../scheduler/scheduler.ts";
import type { Versions } from "./versions.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What is done about documents again and again. */
export function documentJobs(db: Db, clock: Clock, versions: Versions): Job[] {
  return [
    {
      name: "documents.keepVersions",
      everyMs: minuteMs,
      async run() {
        while ((await versions.keepDue()) > 0);
      },
    },
    { name: "documents.thinVersions", everyMs: dayMs, run: versions.thin },
    {
      name: "documents.dropPreviousSnapshots",
      everyMs: 60 * minuteMs,
      async run() {
        await db
          .updateTable("documents")
          .set({ previous_snapshot: null, previous_at: null })
          .where("previous_at", "<", new Date(clock.now() - dayMs))
          .execute();
      },
    },
  ];
}
