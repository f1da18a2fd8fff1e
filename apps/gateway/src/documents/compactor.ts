import type { DocumentId } from "@milango/core/identity";
import type { Clock, Log } from "../ports.ts";
import type { DocumentLog } from "./log/document-log.ts";
import type { Room } from "./room.ts";
import { unpackSegment } from "./update/segment.ts";
import type { DocumentWorker } from "./worker/document-worker.ts";

/** A tail of so many segments, or so many bytes, is put into the snapshot. */
const segmentsFrom = 50;
const bytesFrom = 1024 * 1024;
/**
 * Compacting takes a core from whoever types. A long tail of small updates costs a load some milliseconds, so it waits
 * until nobody writes, a minute at most; a heavy one waits seconds.
 */
const quietMs = 2_000;
const busyMs = { manySegments: 60_000, manyBytes: 5_000 } as const;

/** Keeps logs short: what came after the snapshot is put into it, by a thread of its own. */
export interface Compactor {
  /** Looks whether a room's document is due, and compacts it when its turn comes; sooner when everybody has left it. */
  consider(room: Room): void;
  compact(id: DocumentId): Promise<boolean>;
  drained(): Promise<void>;
}

export function createCompactor(deps: {
  log: DocumentLog;
  worker: DocumentWorker;
  clock: Clock;
  report: Log;
}): Compactor {
  const { log, worker, clock, report } = deps;
  const waiting = new Map<DocumentId, Room>();
  let running: Promise<void> | undefined;

  async function compact(id: DocumentId): Promise<boolean> {
    const stored = await log.read(id);
    const last = stored?.tail.at(-1);
    if (stored === undefined || last === undefined) return false;
    const updates = stored.tail.flatMap(({ bytes }) => unpackSegment(bytes));
    const { update, stateVector } = await worker.compact(
      stored.snapshot === undefined ? updates : [stored.snapshot, ...updates],
    );
    return log.compact(id, { position: last.position, snapshot: update, stateVector }, stored.generation);
  }

  /** One after the other: a compaction is work nobody waits for. */
  async function run(): Promise<void> {
    for (const [id, room] of waiting) {
      waiting.delete(id);
      try {
        await compact(id);
        const state = await log.readState(id);
        if (state === undefined) continue;
        room.size = state.size;
        room.tailSegments = state.tail.length;
        room.tailBytes = state.tail.reduce((sum, { bytes }) => sum + bytes.length, 0);
      } catch (error) {
        report.warn("documents: a compaction failed; the log stays as it is", { document: id, reason: String(error) });
      }
    }
    running = undefined;
  }

  return {
    compact,
    consider(room) {
      const isLong = room.tailSegments >= segmentsFrom;
      const isHeavy = room.tailBytes >= bytesFrom;
      if (!isLong && !isHeavy) return;
      const now = clock.now();
      if (room.compactedAt === 0) room.compactedAt = now;
      const isQuiet = !room.isNeeded || now - room.committedAt >= quietMs;
      if (!isQuiet && now - room.compactedAt < (isHeavy ? busyMs.manyBytes : busyMs.manySegments)) return;
      room.compactedAt = now;
      waiting.set(room.id, room);
      running ??= run();
    },
    async drained() {
      await running;
    },
  };
}
