import type { DocumentId } from "@milango/core/identity";
import type { Entry } from "./entry.ts";
import type { DocumentLog, NewSegment } from "./log/document-log.ts";
import { packSegment } from "./update/segment.ts";

/** A room as the queue sees it. */
export interface Committing {
  readonly id: DocumentId;
  readonly position: number;
  /** What waits to be committed; taken out, whole, when a batch leaves. */
  takeWaiting(): readonly Entry[];
  /** The entries are on disk, in `segment` if they bring anything; `head` is the position of the last. */
  committed(entries: readonly Entry[], segment: NewSegment | undefined, head: number): void;
  /** Nobody knows whether they are. */
  failed(entries: readonly Entry[], error: unknown): void;
}

export interface CommitQueue {
  /** Something waits in this room. */
  add(room: Committing): void;
  /** Resolves when nothing waits and nothing is under way. */
  drained(): Promise<void>;
}

interface Outgoing {
  readonly room: Committing;
  readonly entries: readonly Entry[];
  readonly segment: NewSegment;
}

/** Beyond this much the rest waits for the next batch: a statement of many megabytes would hold up everybody. */
const batchBytes = 4 * 1024 * 1024;
/**
 * When a batch holds edits of several documents, the next one leaves so long after it began, at the earliest: what comes
 * meanwhile travels together, and the server, the database and the disk have a fraction of the work. Where little
 * happens nothing waits (docs/decisions/0006-spaced-commits.md).
 */
const spacingMs = 2;
const busyDocuments = 3;
/** A pause shorter than this is not worth a timer. */
const timerMs = 0.3;

/**
 * Group commit: one batch is under way, and whatever all rooms receive meanwhile is the next one. The next batch leaves
 * after what the last one committed was relayed.
 */
export function createCommitQueue(log: Pick<DocumentLog, "append">): CommitQueue {
  const dirty = new Set<Committing>();
  let isBusy = false;
  let idle: PromiseWithResolvers<void> | undefined;

  const gather = (): Outgoing[] => {
    const batch: Outgoing[] = [];
    let size = 0;
    for (const room of dirty) {
      if (size > batchBytes) break;
      dirty.delete(room);
      const entries = room.takeWaiting();
      const updates = entries.flatMap(({ update }) => (update.length === 0 ? [] : [update]));
      // All of it repeats what was committed meanwhile.
      if (updates.length === 0) {
        room.committed(entries, undefined, room.position);
        continue;
      }
      const segment = { documentId: room.id, updates: updates.length, bytes: packSegment(updates) };
      size += segment.bytes.length;
      batch.push({ room, entries, segment });
    }
    return batch;
  };

  const settle = (batch: readonly Outgoing[], heads: readonly (number | undefined)[]) => {
    batch.forEach(({ room, entries, segment }, nth) => {
      const head = heads[nth];
      if (head === undefined) room.failed(entries, new Error(`There is no document ${room.id}`));
      else room.committed(entries, segment, head);
    });
  };

  const next = () => {
    const batch = gather();
    if (batch.length === 0) {
      isBusy = false;
      idle?.resolve();
      idle = undefined;
      return;
    }
    const begun = performance.now();
    log
      .append(batch.map(({ segment }) => segment))
      .then(
        (heads) => settle(batch, heads),
        (error: unknown) => {
          for (const { room, entries } of batch) room.failed(entries, error);
        },
      )
      .finally(() => {
        const pause = spacingMs - (performance.now() - begun);
        const isBusy = batch.length >= busyDocuments;
        if (isBusy && pause > timerMs) setTimeout(next, pause);
        else setImmediate(next);
      });
  };

  return {
    add(room) {
      dirty.add(room);
      if (isBusy) return;
      isBusy = true;
      // After the frames that lie ready on all sockets were read: together they are one batch.
      setImmediate(next);
    },
    drained() {
      if (!isBusy) return Promise.resolve();
      idle ??= Promise.withResolvers<void>();
      return idle.promise;
    },
  };
}
