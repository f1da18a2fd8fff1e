import type { Db } from "../database/open-database.ts";
import type { Clock, Log } from "../ports.ts";

/** Work that is due again and again; whichever gateway comes first does it, and a late one is done once. */
export interface Job {
  /** `<room>.<what>`, unique. */
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface Scheduler {
  /** Does what is due now, and resolves when it is done. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

const lookMs = 5_000;
/** A gateway that died in a job leaves it to the others after so long. */
const leaseMs = 5 * 60_000;

/** Jobs are rows, so that several gateways share them and a restart forgets none. */
export function startScheduler(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: readonly Job[];
}): Scheduler {
  const { db, clock, log, jobs } = deps;
  let underWay: Promise<void> | undefined;
  let isStopped = false;

  const register = async () => {
    const due_at = new Date(clock.now());
    await db
      .insertInto("jobs")
      .values(jobs.map(({ name, everyMs }) => ({ name, due_at: new Date(due_at.getTime() + everyMs) })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  };
  let registered: Promise<void> | undefined;

  /** Takes one job that is due; two gateways that ask at once get different ones. */
  const take = async (): Promise<Job | undefined> => {
    const now = new Date(clock.now());
    const row = await db
      .updateTable("jobs")
      .set({ taken_until: new Date(now.getTime() + leaseMs) })
      .where("name", "=", (query) =>
        query
          .selectFrom("jobs")
          .select("name")
          .where("due_at", "<=", now)
          .where((where) => where.or([where("taken_until", "is", null), where("taken_until", "<=", now)]))
          .where(
            "name",
            "in",
            jobs.map(({ name }) => name),
          )
          .orderBy("due_at")
          .limit(1)
          .forUpdate()
          .skipLocked(),
      )
      .returning("name")
      .executeTakeFirst();
    return jobs.find(({ name }) => name === row?.name);
  };

  const runDue = async () => {
    registered ??= register();
    await registered.catch((error: unknown) => {
      registered = undefined;
      throw error;
    });
    for (let job = await take(); job !== undefined && !isStopped; job = await take()) {
      let failure: string | null = null;
      try {
        await job.run();
      } catch (error) {
        failure = String(error);
        log.warn("scheduler: a job failed; it comes again in its turn", { job: job.name, reason: failure });
      }
      await db
        .updateTable("jobs")
        .set({ due_at: new Date(clock.now() + job.everyMs), taken_until: null, failure })
        .where("name", "=", job.name)
        .execute();
    }
  };

  const tick = (): Promise<void> => {
    underWay ??= runDue().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  const timer = setInterval(() => {
    tick().catch((error: unknown) => log.warn("scheduler: the record could not be asked", { reason: String(error) }));
  }, lookMs);

  return {
    tick,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await underWay?.catch(() => undefined);
    },
  };
}
