import type { DocumentId } from "@milango/core/identity";
import type { Clock, Log } from "../ports.ts";
import type { DocumentLog } from "./log/document-log.ts";
import type { Room } from "./room.ts";
import { unpackSegment } from "./update/segment.ts";
import type { DocumentWorker } from "./worker/document-worker.ts";

/** A tail of so many segments, or so many bytes, is put into the snapshot. */
const segmentsFrom = 50;
const bytesFrom = 1024 * 1024;
/** A document under constant work is not compacted more often than this. */
const pauseMs = 5_000;

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
      if (room.tailSegments < segmentsFrom && room.tailBytes < bytesFrom) return;
      const now = clock.now();
      if (now - room.compactedAt < pauseMs && room.isNeeded) return;
      room.compactedAt = now;
      waiting.set(room.id, room);
      running ??= run();
    },
    async drained() {
      await running;
    },
  };
}
