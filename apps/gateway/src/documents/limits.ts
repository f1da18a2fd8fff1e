/** What one update may be, and one document (SAFETY.md, "Hostile documents"; docs/protocol.md). */
export const limits = {
  /** The first answer to our step 1 may bring what was written in a long time offline. */
  first: { bytes: 8 * 1024 * 1024, clients: 4096 },
  later: { bytes: 1024 * 1024, clients: 64 },
  /** The largest frame a socket takes at all: the first answer with its head. */
  frameBytes: 8 * 1024 * 1024 + 64,
  awarenessBytes: 16 * 1024,
  documentBytes: 64 * 1024 * 1024,
  /** Beyond these an update is tried in a thread that can be killed. */
  plainStructs: 2_000,
  plainBytes: 256 * 1024,
} as const;

/** Why an update is refused; `docs/protocol.md` says what each means. */
export type Refusal =
  | "malformed"
  | "too-large"
  | "too-many-clients"
  | "read-only"
  | "not-your-client"
  | "too-costly"
  | "document-full";
