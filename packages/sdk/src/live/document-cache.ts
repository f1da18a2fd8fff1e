/** A document as it was when it was last in step with the server, kept for a start without network. */
export interface CachedDocument {
  /** The whole state, unsaved changes included, as one Yjs update V1. */
  readonly state: Uint8Array;
  /** How far of the server's log it holds, and of which generation: what it has already is not sent again. */
  readonly position: number;
  readonly generation: number;
}

/** Where copies of documents are kept. A copy is a convenience: a cache that fails goes without and never throws. */
export interface DocumentCache {
  load(documentId: string): Promise<CachedDocument | undefined>;
  save(documentId: string, copy: CachedDocument): void;
  remove(documentId: string): void;
}

/** Keeps copies as long as the program runs. */
export function createMemoryCache(): DocumentCache {
  const copies = new Map<string, CachedDocument>();
  return {
    load: async (documentId) => copies.get(documentId),
    save: (documentId, copy) => void copies.set(documentId, copy),
    remove: (documentId) => void copies.delete(documentId),
  };
}
