import type { Listener } from "@milango/bus";
import type { ActorId } from "@milango/core/identity";
import {
  type SincePage,
  SinceRequestSchema,
  type SnapshotPage,
  SnapshotRequestSchema,
  SuggestedListSchema,
  wireSubjects,
} from "@milango/core/messages";
import { Value } from "typebox/value";
import type { Executor } from "../database/outbox.ts";
import type { Deps } from "../deps.ts";
import { applySuggestions } from "./apply-suggestions.ts";
import { readMatchActors } from "./match-actors.ts";

/** The most bytes of one answer: a wire message stays under 512 KB. */
const pageBytes = 400_000;

/** Answers the matchmaker's questions about the directory and applies what it says. */
export async function serveDirectory(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const { bus, db, log } = deps;
  const answering = await Promise.all([
    bus.wire.serve(wireSubjects.snapshot, async (bytes) => encode(await snapshot(db, decode(bytes)))),
    bus.wire.serve(wireSubjects.since, async (bytes) => encode(await since(db, decode(bytes)))),
  ]);
  const consumer = await bus.news.consume(
    "gateway",
    { stream: "suggestions", subject: "milango.matching.suggested.v1.>" },
    async ({ id, body }) => {
      if (!Value.Check(SuggestedListSchema, body)) {
        log.warn("a list of suggestions does not fit its schema; it is set aside", { message: id });
        throw new TypeError("The list does not fit its schema");
      }
      if (await applySuggestions(deps, id, body)) deps.relay.nudge();
    },
  );
  return {
    async stop() {
      await Promise.all([consumer, ...answering].map((each: Listener) => each.stop()));
    },
  };
}

async function snapshot(db: Executor, asked: unknown): Promise<SnapshotPage> {
  const { after, limit } = Value.Parse(SnapshotRequestSchema, asked);
  // The number is read before the actors: what is newer than it comes again as news, which does no harm.
  const { seq } = await db.selectFrom("outbox_head").select("seq").executeTakeFirstOrThrow();
  let query = db.selectFrom("actors").select("id").where("deleted_at", "is", null).orderBy("id").limit(limit);
  if (after !== undefined) query = query.where("id", ">", after as ActorId);
  const ids = (await query.execute()).map(({ id }) => id);
  const actors = await readMatchActors(db, ids);
  let bytes = 0;
  const fitting = actors.filter((actor, index) => {
    bytes += JSON.stringify(actor).length;
    return index === 0 || bytes < pageBytes;
  });
  const last = fitting.at(-1);
  const more = fitting.length < actors.length || ids.length === limit;
  return { seq, actors: fitting, ...(more && last !== undefined ? { next: last.id } : {}) };
}

async function since(db: Executor, asked: unknown): Promise<SincePage> {
  const { seq, limit } = Value.Parse(SinceRequestSchema, asked);
  const { seq: head } = await db.selectFrom("outbox_head").select("seq").executeTakeFirstOrThrow();
  const rows = await db.selectFrom("outbox").selectAll().where("seq", ">", seq).orderBy("seq").limit(limit).execute();
  let bytes = 0;
  const messages = rows
    .map((row) => ({ id: row.id, seq: row.seq ?? 0, at: row.at.toISOString(), subject: row.subject, body: row.body }))
    .filter((message, index) => {
      bytes += JSON.stringify(message).length;
      return index === 0 || bytes < pageBytes;
    });
  const complete = head === seq || messages[0]?.seq === seq + 1;
  return { complete, messages: complete ? messages : [], head };
}

function decode(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString("utf8"));
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
