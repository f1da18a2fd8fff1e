import type { Connection, Told } from "./connection.ts";

/** An update on its way to the log. */
export interface Entry extends Told {
  /** Empty when it brings nothing new, and only waits for what it repeats to be committed. */
  readonly update: Uint8Array;
  /** Who sent it; nobody for what the server writes itself. */
  readonly connection: Connection | undefined;
  /** For the server's own: told when it is committed, or may not be. */
  readonly settled?: { resolve(position: number): void; reject(error: unknown): void };
}
