import type { Connection, Told } from "./connection.ts";
import type { Entry } from "./entry.ts";
import { savedLength, updateLength, writeSaved, writeUpdate } from "./frames.ts";

/**
 * Tells a room what was committed, with one write a connection: everybody gets the others' updates, and whoever wrote
 * some hears instead that they are saved. `before` is the position before the first of the entries.
 */
export function relayCommitted(connections: ReadonlySet<Connection>, entries: readonly Entry[], before: number): void {
  let size = 0;
  for (const { update } of entries) if (update.length > 0) size += updateLength(update.length);
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  let position = before;
  for (const entry of entries) {
    entry.begin = at;
    if (entry.update.length > 0) {
      position++;
      at = writeUpdate(frames, at, entry.update);
    }
    entry.end = at;
    entry.position = position;
    const { connection } = entry;
    if (connection === undefined) continue;
    if (connection.own === undefined) connection.own = [entry];
    else connection.own.push(entry);
  }
  for (const connection of connections) {
    if (connection.own === undefined) {
      if (size > 0) connection.write(frames);
      continue;
    }
    const told = withoutOwn(frames, connection.numbered, connection.own);
    if (told.length > 0) connection.write(told);
  }
  for (const { connection } of entries) if (connection !== undefined) connection.own = undefined;
}

/** Tells a room what another gateway committed. */
export function relayHeard(connections: ReadonlySet<Connection>, updates: readonly Uint8Array[]): void {
  let size = 0;
  for (const update of updates) size += updateLength(update.length);
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  for (const update of updates) at = writeUpdate(frames, at, update);
  for (const connection of connections) connection.write(frames);
}

/** The frames but for a sender's own, in whose places it is told that they are saved. */
function withoutOwn(frames: Buffer, numbered: boolean, own: readonly Told[]): Buffer {
  let size = frames.length;
  for (const { begin, end, messageId, position } of own) {
    size -= end - begin;
    if (numbered && messageId >= 0) size += savedLength(messageId, position);
  }
  const told = Buffer.allocUnsafe(size);
  let from = 0;
  let at = 0;
  for (const { begin, end, messageId, position } of own) {
    at += frames.copy(told, at, from, begin);
    if (numbered && messageId >= 0) at = writeSaved(told, at, messageId, position);
    from = end;
  }
  frames.copy(told, at, from);
  return told;
}
