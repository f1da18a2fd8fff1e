import type { DocumentId } from "@milango/core/identity";

/** Updates of one document to be committed together, packed (update/segment.ts). */
export interface NewSegment {
  readonly documentId: DocumentId;
  /** How many updates it holds: as many positions. */
  readonly updates: number;
  readonly bytes: Uint8Array;
}

/** A committed segment; `position` is that of its last update. */
export interface Segment {
  readonly position: number;
  readonly updates: number;
  readonly bytes: Uint8Array;
}

/** What a room needs to know of a document: how far it has come, not what it says. */
export interface DocumentState {
  /** Position of the last committed update. */
  readonly head: number;
  /** Grows when content was erased: copies of an older one are to be dropped. */
  readonly generation: number;
  /** Bytes of the snapshot and of what came after it. */
  readonly size: number;
  readonly snapshotPosition: number;
  /** The state vector of the snapshot. */
  readonly stateVector: Uint8Array;
  /** What came after the snapshot, in order. */
  readonly tail: readonly Segment[];
}

export interface StoredDocument extends DocumentState {
  readonly snapshot: Uint8Array | undefined;
}

/** A document's content in one piece, up to a position. */
export interface Snapshot {
  readonly position: number;
  readonly snapshot: Uint8Array;
  readonly stateVector: Uint8Array;
}

/** Where documents are kept. Every answer is as of one moment; every write is on disk, or it is not there. */
export interface DocumentLog {
  /**
   * Commits segments, one a document, all or none. Answers the position of each one's last update, or nothing where
   * there is no such document. Rejects when it is not known to be committed.
   */
  append(segments: readonly NewSegment[]): Promise<readonly (number | undefined)[]>;
  readState(id: DocumentId): Promise<DocumentState | undefined>;
  read(id: DocumentId): Promise<StoredDocument | undefined>;
  /** The segments that hold updates after a position; nothing when some of those are only in the snapshot by now. */
  readAfter(id: DocumentId, position: number): Promise<readonly Segment[] | undefined>;
  /** Positions of the last update of each document. */
  heads(ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, number>>;
  /** Gives client ids that are nobody's to an owner; answers whose each of them is. */
  claim(id: DocumentId, clients: readonly number[], owner: string): Promise<ReadonlyMap<number, string>>;
  /** Hands all client ids of one owner to another: a guest's to the person who signed in. */
  handOver(from: string, to: string): Promise<void>;
  /**
   * Puts a snapshot in the place of everything up to its position. False, and nothing changed, when there was a newer
   * one, or when the document is of another generation by now.
   */
  compact(id: DocumentId, snapshot: Snapshot, generation: number): Promise<boolean>;
  close(): Promise<void>;
}
