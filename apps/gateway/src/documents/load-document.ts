import type { DocumentId } from "@milango/core/identity";
import * as Y from "yjs";
import type { DocumentLog } from "./document-log.ts";
import { inspectUpdate } from "./inspect-update.ts";

export interface LoadedDocument {
  /** The whole state as one update V1, everything deleted included. */
  readonly state: Uint8Array;
  readonly position: number;
  /** Client → the clock it is known up to. */
  readonly clocks: Map<number, number>;
}

/** A log that grew by this much since its snapshot gets a new one. */
const compactAfter = 50;

/** Reads documents whole; who asks for the same one meanwhile shares the answer. */
export function createDocumentLoader(log: DocumentLog): (id: DocumentId) => Promise<LoadedDocument | undefined> {
  const underWay = new Map<DocumentId, Promise<LoadedDocument | undefined>>();

  async function load(id: DocumentId): Promise<LoadedDocument | undefined> {
    const stored = await log.read(id);
    if (stored === undefined) return undefined;
    const position = stored.tail.at(-1)?.position ?? stored.head;
    const state = fuse([
      ...(stored.snapshot === undefined ? [] : [stored.snapshot]),
      ...stored.tail.map(({ update }) => update),
    ]);
    if (stored.tail.length >= compactAfter) await log.compact(id, state, position);
    const clocks = new Map([...inspectUpdate(state).ranges].map(([client, { to }]) => [client, to]));
    return { state, position, clocks };
  }

  return (id) => {
    let loading = underWay.get(id);
    if (loading === undefined) {
      loading = load(id).finally(() => underWay.delete(id));
      underWay.set(id, loading);
    }
    return loading;
  };
}

function fuse(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  if (updates.length === 1 && only !== undefined) return new Uint8Array(only);
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}
