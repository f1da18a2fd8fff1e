/** Changes of a document that the server has not acknowledged, as one Yjs update V1. */
export interface StoredUpdate {
  /** Unique among all programs that may share the store. */
  readonly key: string;
  readonly update: Uint8Array;
  /** How many changes a person made in it. */
  readonly changes: number;
}

/**
 * Where changes wait until the server has them. `add` and `remove` return at once and never throw: a store that cannot
 * keep something goes without, since the server is being asked to keep it anyway.
 */
export interface UpdateStore {
  /** What was left unsaved in a document, oldest first. */
  load(documentId: string): Promise<readonly StoredUpdate[]>;
  add(documentId: string, stored: StoredUpdate): void;
  remove(documentId: string, keys: readonly string[]): void;
}

/** Keeps changes as long as the program runs: a document closed while offline finds them when it is opened again. */
export function createMemoryStore(): UpdateStore {
  const documents = new Map<string, Map<string, StoredUpdate>>();
  return {
    load: async (documentId) => [...(documents.get(documentId)?.values() ?? [])],
    add(documentId, stored) {
      const kept = documents.get(documentId) ?? new Map<string, StoredUpdate>();
      documents.set(documentId, kept.set(stored.key, stored));
    },
    remove(documentId, keys) {
      const kept = documents.get(documentId);
      for (const key of keys) kept?.delete(key);
      if (kept?.size === 0) documents.delete(documentId);
    },
  };
}
