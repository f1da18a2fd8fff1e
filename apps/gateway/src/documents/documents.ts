import { randomInt } from "node:crypto";
import type { Bus, Listener } from "@milango/bus";
import type { Caller, DocumentId } from "@milango/core/identity";
import { documentSubject } from "@milango/core/messages";
import type { Transaction } from "kysely";
import type { WebSocket } from "ws";
import type { Db } from "../database/open-database.ts";
import type { Tables } from "../database/tables.ts";
import type { Clock, Log } from "../ports.ts";
import { type Access, type Connection, closeCode, type Visitor } from "./connection.ts";
import { createDocumentLog, type DocumentLog } from "./document-log.ts";
import { createDocumentLoader, type LoadedDocument } from "./load-document.ts";
import { subprotocol } from "./messages.ts";
import { createRoom, type Room } from "./room.ts";
import { decodeWireMessage, encodeWireMessage } from "./wire-message.ts";

/** What the documents ask of the rooms that give them a meaning: they know bytes, not agendas. */
export interface DocumentRights {
  accessOf(caller: Caller, documentId: DocumentId): Promise<Access | undefined>;
  visitorOf(caller: Caller): Promise<Visitor>;
  /** The caller as of now: nothing when the session or key has ended. */
  renew(caller: Caller): Promise<Caller | undefined>;
}

export interface Documents {
  /** Opens a socket on a document for somebody; closes it with 4403 when it is not theirs. */
  open(socket: WebSocket, documentId: DocumentId, caller: Caller, rights: DocumentRights): Promise<void>;
  /** Makes a document, with its first update if there is one, in the transaction of whatever it belongs to. */
  create(trx: Transaction<Tables>, id: DocumentId, first?: Uint8Array): Promise<void>;
  load(id: DocumentId): Promise<LoadedDocument | undefined>;
  /** Called after each commit made here. */
  onCommitted(listener: (id: DocumentId, position: number) => void): () => void;
  /** Looks again at who may stay; at once after a revocation, else every 30 s. */
  review(): Promise<void>;
  close(): Promise<void>;
}

const reviewMs = 30_000;
/** How long an update of another gateway may stay unseen when the wire loses it. */
const headsMs = 1_500;

export async function createDocuments(deps: { db: Db; bus: Bus; clock: Clock; log: Log }): Promise<Documents> {
  const { db, bus, clock } = deps;
  const log: DocumentLog = createDocumentLog(db);
  const load = createDocumentLoader(log);
  const origin = randomInt(2 ** 32);
  const rooms = new Map<DocumentId, Room>();
  const listeners = new Set<(id: DocumentId, position: number) => void>();
  const rightsOf = new WeakMap<Connection, DocumentRights>();

  const roomOf = (id: DocumentId): Room => {
    const open = rooms.get(id);
    if (open !== undefined) return open;
    const subject = documentSubject(id);
    const room: Room = createRoom(id, {
      log,
      load,
      publish: (position, update) =>
        bus.wire.send(subject, encodeWireMessage({ origin, kind: "update", position, update })),
      tellAwareness: (bytes) => bus.wire.send(subject, encodeWireMessage({ origin, kind: "awareness", bytes })),
      onCommitted: (document, position) => {
        for (const listener of listeners) listener(document, position);
      },
      onClosed: () => {
        if (rooms.get(id) === room) rooms.delete(id);
      },
    });
    rooms.set(id, room);
    bus.wire.send(subject, encodeWireMessage({ origin, kind: "awarenessQuery" }));
    return room;
  };

  const listening: Listener = await bus.wire.listen(documentSubject("*"), (bytes, subject) => {
    const id = subject.slice(subject.lastIndexOf(".") + 1) as DocumentId;
    const room = rooms.get(id);
    if (room === undefined) return;
    const message = decodeWireMessage(bytes);
    if (message.origin === origin) return;
    if (message.kind === "update") room.hear(message.position, message.update);
    else if (message.kind === "awareness") room.awareness.hearRemote(message.bytes, clock.now());
    else {
      const present = room.awareness.local();
      if (present !== undefined)
        bus.wire.send(subject, encodeWireMessage({ origin, kind: "awareness", bytes: present }));
    }
  });

  const lookAtHeads = async () => {
    for (const room of rooms.values()) room.awareness.forgetSilent(clock.now());
    const heads = await log.heads([...rooms.keys()]);
    await Promise.all([...heads].map(([id, head]) => rooms.get(id)?.catchUp(head)));
  };

  const review = async () => {
    for (const [id, room] of rooms) {
      for (const connection of room.connections) {
        const rights = rightsOf.get(connection);
        const caller = await rights?.renew(connection.caller);
        if (rights === undefined || caller === undefined) {
          connection.socket.close(closeCode.signIn, "sign in");
          continue;
        }
        const access = await rights.accessOf(caller, id);
        if (access === undefined) connection.socket.close(closeCode.forbidden, "not yours");
        else connection.access = access;
      }
    }
  };

  const quietly = (what: string, run: () => Promise<void>) => () => {
    run().catch((error: unknown) =>
      deps.log.warn(`documents: ${what} failed; trying again`, { reason: String(error) }),
    );
  };
  const timers = [
    setInterval(quietly("the look at the heads", lookAtHeads), headsMs),
    setInterval(quietly("the review of rights", review), reviewMs),
  ];

  return {
    load,
    review,
    async create(trx, id, first) {
      await trx
        .insertInto("documents")
        .values({ id, head: first === undefined ? 0 : 1, snapshot: null })
        .execute();
      if (first === undefined) return;
      const row = { document_id: id, position: 1, update: Buffer.from(first), author: null };
      await trx.insertInto("document_log").values(row).execute();
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async open(socket, documentId, caller, rights) {
      const early: Uint8Array[] = [];
      let connection: Connection | undefined;
      let room: Room | undefined;
      // Clients speak at once; what they say while we look up their rights waits here.
      socket.on("message", (data: Buffer, isBinary) => {
        if (!isBinary) return;
        const frame = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        if (connection === undefined || room === undefined) early.push(frame);
        else room.receive(connection, frame);
      });
      socket.on("error", () => socket.terminate());
      const access = await rights.accessOf(caller, documentId);
      if (access === undefined) {
        socket.close(closeCode.forbidden, "not yours");
        return;
      }
      const opened: Connection = {
        socket,
        caller,
        visitor: await rights.visitorOf(caller),
        numbered: socket.protocol === subprotocol,
        access,
        clientId: undefined,
        sentStep2: false,
        lastAwareness: undefined,
        turn: Promise.resolve(),
      };
      if (socket.readyState !== socket.OPEN) return;
      const joined = roomOf(documentId);
      rightsOf.set(opened, rights);
      socket.on("close", () => joined.leave(opened));
      try {
        const joining = joined.join(opened);
        connection = opened;
        room = joined;
        for (const frame of early.splice(0)) joined.receive(opened, frame);
        await joining;
      } catch (error) {
        deps.log.warn("documents: a document could not be loaded", { document: documentId, reason: String(error) });
        socket.close(closeCode.failed, "not loaded");
      }
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await listening.stop();
      await log.drained();
      for (const room of rooms.values()) {
        for (const { socket } of room.connections) socket.close(closeCode.restart, "restarting");
      }
    },
  };
}
