import type { Bus } from "@milango/bus";
import { CaughtUpSchema, wireSubjects } from "@milango/core/messages";
import { Value } from "typebox/value";
import type { Db } from "../database/open-database.ts";
import type { Log } from "../ports.ts";

/** A numbered change of the record. */
export interface Change {
  readonly seq: number;
  readonly subject: string;
  readonly at: Date;
  readonly body: unknown;
}

/** Every change in the order of its number, on every gateway: read from the record, so none is missed when NATS is away. */
export interface Feed {
  /** Called with each change after `from`; those already there come first. */
  follow(from: number, hear: (change: Change) => void): () => void;
  head(): number;
  stop(): Promise<void>;
}

const batch = 500;
const idleMs = 1_000;

export async function startFeed(deps: { db: Db; bus: Bus; log: Log }): Promise<Feed> {
  const { db, bus, log } = deps;
  const followers = new Set<{ from: number; hear: (change: Change) => void }>();
  const start = await db.selectFrom("outbox_head").select("seq").executeTakeFirstOrThrow();
  let head = start.seq;
  let reading: Promise<void> | undefined;
  let again = false;

  const readAfter = (seq: number) =>
    db
      .selectFrom("outbox")
      .select(["seq", "subject", "at", "body"])
      .where("seq", ">", seq)
      .orderBy("seq")
      .limit(batch)
      .execute()
      .then((rows) => rows.map((row) => ({ ...row, seq: row.seq ?? 0 })));

  const deliver = (follower: { from: number; hear: (change: Change) => void }, change: Change) => {
    if (change.seq <= follower.from) return;
    follower.from = change.seq;
    follower.hear(change);
  };

  const advance = () => {
    again = true;
    reading ??= (async () => {
      while (again) {
        again = false;
        const changes = await readAfter(head);
        for (const change of changes) {
          head = change.seq;
          for (const follower of followers) deliver(follower, change);
        }
        if (changes.length === batch) again = true;
      }
    })()
      .catch((error: unknown) =>
        log.warn("events: the record could not be read; trying again", { reason: String(error) }),
      )
      .finally(() => {
        reading = undefined;
      });
  };

  const listening = await bus.wire.listen(wireSubjects.outboxAdvanced, (bytes) => {
    const body: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (Value.Check(CaughtUpSchema, body) && body.seq > head) advance();
  });
  const timer = setInterval(advance, idleMs);

  return {
    head: () => head,
    follow(from, hear) {
      const follower = { from, hear };
      let left = false;
      const catchUp = async () => {
        while (!left) {
          const changes = await readAfter(follower.from);
          for (const change of changes) if (!left) deliver(follower, change);
          if (changes.length < batch) break;
        }
        if (!left) followers.add(follower);
        advance();
      };
      if (from >= head) followers.add(follower);
      else
        catchUp().catch((error: unknown) =>
          log.warn("events: a reader could not be caught up", { reason: String(error) }),
        );
      return () => {
        left = true;
        followers.delete(follower);
      };
    },
    async stop() {
      clearInterval(timer);
      await listening.stop();
      await reading;
    },
  };
}
