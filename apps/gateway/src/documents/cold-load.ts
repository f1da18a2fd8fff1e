import type { DocumentId } from "@milango/core/identity";
import type { DocumentLog, StoredDocument } from "./log/document-log.ts";
import { fuseUpdates } from "./update/fuse-updates.ts";
import { unpackSegment } from "./update/segment.ts";
import type { DocumentWorker } from "./worker/document-worker.ts";

/** A document in one piece. */
export interface WholeDocument {
  /** The whole state as one update V1, everything deleted included. */
  readonly state: Uint8Array;
  readonly position: number;
  readonly generation: number;
}

/** More than this is put together outside the thread that serves everybody. */
const plainBytes = 1024 * 1024;
/** Documents read at once; the others wait their turn. */
const atOnce = 8;

/** Reads documents in one piece, from the bytes they are stored as. */
export interface ColdLoader {
  /** Throws when it cannot be read; answers nothing when there is no such document. */
  load(id: DocumentId): Promise<WholeDocument | undefined>;
}

export function createColdLoader(log: DocumentLog, worker: DocumentWorker): ColdLoader {
  let running = 0;
  const queue: (() => void)[] = [];

  const takeTurn = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    running++;
    try {
      return await run();
    } finally {
      running--;
      queue.shift()?.();
    }
  };

  return {
    load: (id) =>
      takeTurn(async () => {
        const stored = await log.read(id);
        if (stored === undefined) return undefined;
        return { state: await joinStored(stored, worker), position: stored.head, generation: stored.generation };
      }),
  };
}

/** What is stored of a document as one update. */
export async function joinStored(stored: StoredDocument, worker: DocumentWorker): Promise<Uint8Array> {
  const { snapshot, tail } = stored;
  if (tail.length === 0) return snapshot ?? emptyUpdate;
  const updates = tail.flatMap(({ bytes }) => unpackSegment(bytes));
  const parts = snapshot === undefined ? updates : [snapshot, ...updates];
  if (parts.length === 1) return parts[0] ?? emptyUpdate;
  if (stored.size > plainBytes) return worker.join(parts);
  return fuseUpdates(parts) ?? worker.join(parts);
}

/** No structs, no deletions. */
export const emptyUpdate = new Uint8Array([0, 0]);
