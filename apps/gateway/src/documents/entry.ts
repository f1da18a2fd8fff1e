import type { Connection } from "./connection.ts";

/** An update on its way to the log. */
export interface Entry {
  /** Empty when it brings nothing new, and only waits for what it repeats to be committed. */
  readonly update: Uint8Array;
  /** Who sent it; nobody for what the server writes itself. */
  readonly connection: Connection | undefined;
  /** The number under which its sender wants to hear of it; −1 when it does not. */
  readonly messageId: number;
  /** Known once it is committed: its position, and where its frame stands in what the room is told. */
  position: number;
  begin: number;
  end: number;
  /** For the server's own: told when it is committed, or may not be. */
  readonly settled?: { resolve(position: number): void; reject(error: unknown): void };
}
