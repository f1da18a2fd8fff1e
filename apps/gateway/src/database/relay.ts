import type { Bus } from "@milango/bus";
import { wireSubjects } from "@milango/core/messages";
import { sql } from "kysely";
import type { Log } from "../ports.ts";
import type { Db } from "./open-database.ts";

/** One number for all gateways: whoever gets this transaction lock relays, the others wait for their turn. */
const relayLock = 7_155_001;
const batch = 500;

export interface Relay {
  /** Says that rows were committed; they are numbered and published at once. */
  nudge(): void;
  stop(): Promise<void>;
}

/**
 * Numbers committed outbox rows 1, 2, 3… without gaps, tells the gateways, publishes them in order and marks them.
 * Numbers are committed before anything is published, so a relay that dies repeats a message but never renumbers it.
 */
export function startRelay(deps: { db: Db; bus: Bus; log: Log; idleMs: number }): Relay {
  const { db, bus, log } = deps;
  let stopped = false;
  let wake: () => void = () => undefined;
  let nudged = true;
  let failures = 0;

  const number = () =>
    db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${relayLock}) as held`.execute(
        trx,
      );
      if (rows[0]?.held !== true) return undefined;
      const { rows: numbered } = await sql<{ seq: number }>`
        with head as (select seq from outbox_head for update),
        waiting as (
          select id, row_number() over (order by id) as nth from (
            select id from outbox where seq is null order by id limit ${batch}) as first_ones),
        moved as (
          update outbox set seq = head.seq + waiting.nth from waiting, head where outbox.id = waiting.id returning outbox.seq)
        update outbox_head set seq = (select max(seq) from moved) where exists (select 1 from moved) returning seq`.execute(
        trx,
      );
      return numbered[0]?.seq;
    });

  const publish = () =>
    db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${relayLock}) as held`.execute(
        trx,
      );
      if (rows[0]?.held !== true) return 0;
      const waiting = await trx
        .selectFrom("outbox")
        .selectAll()
        .where("published", "=", false)
        .where("seq", "is not", null)
        .orderBy("seq")
        .limit(batch)
        .execute();
      let done = 0;
      let failure: unknown;
      for (const row of waiting) {
        const { id, subject, seq, at, body } = row;
        try {
          await bus.news.publish(subject, { id, seq: seq ?? 0, at: at.toISOString(), body });
          done++;
        } catch (error) {
          failure = error;
          break;
        }
      }
      if (done > 0) {
        const last = waiting[done - 1]?.seq ?? 0;
        await trx
          .updateTable("outbox")
          .set({ published: true })
          .where("seq", "<=", last)
          .where("published", "=", false)
          .execute();
      }
      if (failure !== undefined) log.warn("outbox: the bus takes nothing at the moment", { reason: String(failure) });
      return failure === undefined ? done : -1;
    });

  const cycle = async () => {
    const head = await number();
    if (head !== undefined) bus.wire.send(wireSubjects.outboxAdvanced, Buffer.from(JSON.stringify({ seq: head })));
    const published = await publish();
    if (published < 0) throw new Error("not published");
    return published === batch;
  };

  const loop = async () => {
    while (!stopped) {
      let more = false;
      nudged = false;
      try {
        more = await cycle();
        failures = 0;
      } catch (error) {
        failures++;
        if (failures === 1) log.warn("outbox: relay failed; trying again", { reason: String(error) });
      }
      if (stopped) return;
      const pause = failures > 0 ? Math.min(100 * 2 ** failures, 5_000) : deps.idleMs;
      if (!more && (!nudged || failures > 0)) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pause);
          wake = () => {
            // After a failure the pause is kept: a nudge must not turn it into a busy loop.
            if (failures > 0) return;
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  };
  const ended = loop();

  return {
    nudge() {
      nudged = true;
      wake();
    },
    async stop() {
      stopped = true;
      failures = 0;
      wake();
      await ended;
    },
  };
}
