import { transact } from "../database/transact.ts";
import { openUnit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import type { Job } from "../scheduler/scheduler.ts";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
const atOnce = 200;
/** How long after the one before a digest goes out; a little less than the pace, so that the hour stays the same. */
const waits = { weekly: 7 * dayMs - 2 * hourMs, monthly: 30 * dayMs - 2 * hourMs } as const;
/** Nobody gets a digest in the first days: they have just seen everything. */
const settledMs = 3 * dayMs;

/** Puts the digests of those whose turn it is on the way; what is in one is looked up when it is written. */
export function digestJobs({ db, clock, newId, post }: Pick<Deps, "db" | "clock" | "newId" | "post">): Job[] {
  return [
    {
      name: "digests.send",
      everyMs: hourMs,
      async run() {
        const now = clock.now();
        let sent: number;
        do {
          sent = await transact(db, async (trx) => {
            const { unit, settle } = openUnit(trx, "system", newId);
            const due = await trx
              .updateTable("people")
              .set({ digest_at: new Date(now) })
              .where("id", "in", (query) =>
                query
                  .selectFrom("people")
                  .select("id")
                  .where("guest", "=", false)
                  .where("created_at", "<", new Date(now - settledMs))
                  .where((where) =>
                    where.or(
                      (["weekly", "monthly"] as const).map((pace) =>
                        where.and([
                          where("digest", "=", pace),
                          where.or([
                            where("digest_at", "is", null),
                            where("digest_at", "<", new Date(now - waits[pace])),
                          ]),
                        ]),
                      ),
                    ),
                  )
                  .orderBy("id")
                  .limit(atOnce)
                  .forUpdate()
                  .skipLocked(),
              )
              .returning("id")
              .execute();
            unit.mail(...due.map(({ id }) => ({ to: id, kind: "digest" as const, about: null })));
            await settle();
            return due.length;
          });
          post.nudge();
        } while (sent === atOnce);
      },
    },
  ];
}
