import type { DocumentId } from "@milango/core/identity";
import { diffUpdate } from "yjs";
import { nameOf } from "../identity/request-caller.ts";
import { type Connection, closeCode, send } from "./connection.ts";
import type { DocumentLog } from "./document-log.ts";
import { inspectUpdate, MalformedUpdate, type UpdateContents } from "./inspect-update.ts";
import type { LoadedDocument } from "./load-document.ts";
import {
  type ClientMessage,
  readClientMessage,
  refusedFrame,
  savedFrame,
  stateVectorOf,
  syncFrame,
} from "./messages.ts";
import { createRoomAwareness, type RoomAwareness } from "./room-awareness.ts";

/** Limits of one update: the first answer to our step 1 may bring what was written in a long time offline. */
const firstLimits = { bytes: 8 * 1024 * 1024, clients: 4096 };
const limits = { bytes: 1024 * 1024, clients: 64 };
const holePatienceMs = 100;

export interface RoomDeps {
  readonly log: DocumentLog;
  readonly load: (id: DocumentId) => Promise<LoadedDocument | undefined>;
  /** Tells the other gateways of an update committed here. */
  readonly publish: (position: number, update: Uint8Array) => void;
  readonly tellAwareness: (bytes: Uint8Array) => void;
  readonly onCommitted: (id: DocumentId, position: number) => void;
  /** The room is of no use any more: its last client left, or a commit failed. */
  readonly onClosed: () => void;
}

/** An open document on this gateway: who is connected, how far each author is known. It holds no copy of the document. */
export interface Room {
  readonly awareness: RoomAwareness;
  readonly connections: ReadonlySet<Connection>;
  readonly position: () => number;
  join(connection: Connection): Promise<void>;
  leave(connection: Connection): void;
  receive(connection: Connection, frame: Uint8Array): void;
  /** An update that another gateway committed; without its bytes it is read from the log. */
  hear(position: number, update: Uint8Array | undefined): void;
  /** The log has come this far: reads what was missed. */
  catchUp(head: number): Promise<void>;
}

export function createRoom(id: DocumentId, deps: RoomDeps): Room {
  const connections = new Set<Connection>();
  const awareness = createRoomAwareness({ connections, tellGateways: deps.tellAwareness });
  let clocks = new Map<number, number>();
  /** Everything up to here was relayed. */
  let position = 0;
  /** Relayed ahead of a hole. */
  const ahead = new Set<number>();
  let holeTimer: NodeJS.Timeout | undefined;
  let catching: Promise<void> | undefined;
  let lastCommit: Promise<unknown> = Promise.resolve();
  let closed = false;

  const loaded = deps.load(id).then((document) => {
    if (document === undefined) throw new Error(`There is no document ${id}`);
    clocks = new Map([...document.clocks, ...clocks]);
    position = Math.max(position, document.position);
  });
  // Every join awaits it too; this keeps a failure before the first join from being unhandled.
  loaded.catch(() => undefined);

  const fail = (code: number, reason: string) => {
    closed = true;
    deps.onClosed();
    for (const { socket } of connections) socket.close(code, reason);
  };

  const relay = (update: Uint8Array, except?: Connection) => {
    const frame = syncFrame("update", update);
    for (const connection of connections) if (connection !== except) send(connection, frame);
  };

  const note = (at: number) => {
    if (at <= position) return;
    ahead.add(at);
    while (ahead.delete(position + 1)) position++;
    if (ahead.size > 0 && holeTimer === undefined) {
      holeTimer = setTimeout(() => {
        holeTimer = undefined;
        if (ahead.size > 0) void catchUp(Math.max(...ahead));
      }, holePatienceMs);
    }
  };

  const advance = ({ ranges }: UpdateContents) => {
    for (const [client, { to }] of ranges) if (to > (clocks.get(client) ?? 0)) clocks.set(client, to);
  };

  const hear = (at: number, update: Uint8Array | undefined) => {
    if (at <= position || ahead.has(at)) return;
    if (update === undefined) {
      void catchUp(at);
      return;
    }
    advance(inspectUpdate(update));
    note(at);
    relay(update);
  };

  async function catchUp(head: number): Promise<void> {
    await loaded;
    if (head <= position || closed) return;
    catching ??= (async () => {
      for (const { position: at, update } of await deps.log.readAfter(id, position)) hear(at, update);
    })().finally(() => {
      catching = undefined;
    });
    // A failed read is tried again when the next update, or the next look at the heads, shows the hole.
    await catching.catch(() => undefined);
  }

  /** Whether all an update builds on is here: else it would wait inside every document for what may never come. */
  const isKnown = ({ ranges, deletes, references }: UpdateContents) => {
    for (const [client, { from }] of ranges) if (from > (clocks.get(client) ?? 0)) return false;
    return [...deletes, ...references].every(
      ([client, to]) => to <= Math.max(clocks.get(client) ?? 0, ranges.get(client)?.to ?? 0),
    );
  };

  const bringsNothing = ({ ranges, deletes }: UpdateContents) =>
    deletes.size === 0 && [...ranges].every(([client, { to }]) => to <= (clocks.get(client) ?? 0));

  const refuse = (connection: Connection, messageId: number | undefined, reason: string) =>
    send(connection, refusedFrame(connection.numbered ? (messageId ?? 0) : undefined, reason));

  async function takeUpdate(
    connection: Connection,
    message: Extract<ClientMessage, { type: "update" }>,
  ): Promise<void> {
    const { update, messageId } = message;
    const limit = message.isStep2 && !connection.sentStep2 ? firstLimits : limits;
    if (message.isStep2) connection.sentStep2 = true;
    const saved = (at: number) => {
      if (messageId !== undefined) send(connection, savedFrame(messageId, at));
    };
    if (update.length > limit.bytes) return refuse(connection, messageId, "too-large");
    let contents: UpdateContents;
    try {
      contents = inspectUpdate(update);
    } catch (error) {
      if (error instanceof MalformedUpdate) return refuse(connection, messageId, "malformed");
      throw error;
    }
    if (contents.ranges.size > limit.clients) return refuse(connection, messageId, "too-many-clients");
    if (bringsNothing(contents)) {
      // What is known may still be on its way to the disk: it is acknowledged when that commit is.
      await lastCommit;
      return saved(position);
    }
    if (connection.access !== "write") return refuse(connection, messageId, "read-only");
    if (!isKnown(contents)) {
      await catchUp((await deps.log.heads([id])).get(id) ?? 0);
      if (!isKnown(contents)) return send(connection, syncFrame("step1", stateVectorOf(clocks)));
    }
    advance(contents);
    const committed = deps.log.append(id, update, nameOf(connection.caller));
    lastCommit = committed;
    committed.then(
      (at) => {
        note(at);
        saved(at);
        relay(update, connection);
        deps.publish(at, update);
        deps.onCommitted(id, at);
      },
      // The map ran ahead of the record: only a fresh room tells the truth again.
      () => fail(closeCode.failed, "not saved"),
    );
  }

  async function handle(connection: Connection, frame: Uint8Array): Promise<void> {
    const message = readClientMessage(frame);
    await loaded;
    switch (message.type) {
      case "step1": {
        const document = await deps.load(id);
        if (document !== undefined)
          send(connection, syncFrame("step2", diffUpdate(document.state, message.stateVector)));
        return;
      }
      case "update":
        return takeUpdate(connection, message);
      case "awareness":
        return awareness.hear(connection, message.bytes);
      case "queryAwareness":
        return awareness.welcome(connection);
      case "unknown":
        return;
    }
  }

  return {
    awareness,
    connections,
    position: () => position,
    hear: (at, update) => void loaded.then(() => hear(at, update)).catch(() => undefined),
    catchUp,
    async join(connection) {
      // Joined before anything is read, so that no update falls between the reading and the joining.
      connections.add(connection);
      await loaded;
      send(connection, syncFrame("step1", stateVectorOf(clocks)));
      awareness.welcome(connection);
    },
    leave(connection) {
      if (!connections.delete(connection)) return;
      awareness.leave(connection);
      if (connections.size > 0 || closed) return;
      closed = true;
      clearTimeout(holeTimer);
      deps.onClosed();
    },
    receive(connection, frame) {
      connection.turn = connection.turn
        .then(() => handle(connection, frame))
        .catch(() => connection.socket.close(closeCode.malformed, "malformed"));
    },
  };
}
