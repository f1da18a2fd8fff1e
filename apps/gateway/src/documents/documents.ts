import { randomInt } from "node:crypto";
import type { Socket } from "node:net";
import type { Bus, Listener } from "@milango/bus";
import type { Caller, DocumentId } from "@milango/core/identity";
import { documentSubject, wireSubjects } from "@milango/core/messages";
import type { Transaction } from "kysely";
import type { WebSocket } from "ws";
import type { Db } from "../database/open-database.ts";
import type { Tables } from "../database/tables.ts";
import type { Clock, Log } from "../ports.ts";
import { createAdmission } from "./admission.ts";
import { createColdLoader, emptyUpdate, type WholeDocument } from "./cold-load.ts";
import { createCommitQueue } from "./commit-queue.ts";
import { createCompactor } from "./compactor.ts";
import { Connection, closeCode } from "./connection.ts";
import { createDocument } from "./create-document.ts";
import { eraseOwner } from "./erase-owner.ts";
import { subprotocol } from "./frames.ts";
import type { DocumentLog } from "./log/document-log.ts";
import { reviewRights } from "./review.ts";
import type { DocumentRights } from "./rights.ts";
import { Room, type RoomDeps } from "./room.ts";
import { inspectUpdate } from "./update/inspect-update.ts";
import { type DocumentWireMessage, decodeWireMessage, encodeWireMessage } from "./wire-message.ts";
import { createDocumentWorker } from "./worker/document-worker.ts";

export interface Documents {
  /** Opens a socket on a document for somebody; closes it with 4403 when it is not theirs. */
  open(socket: WebSocket, below: Socket, documentId: DocumentId, caller: Caller, rights: DocumentRights): Promise<void>;
  /** Makes a document, with its first update if there is one, in the transaction of whatever it belongs to. */
  create(trx: Transaction<Tables>, id: DocumentId, first?: Uint8Array): Promise<void>;
  load(id: DocumentId): Promise<WholeDocument | undefined>;
  /** Writes a change of the server's own; resolves with its position when it is committed. */
  write(id: DocumentId, update: Uint8Array): Promise<number>;
  /** Makes the update that leads from what a document says to what it said in another state. */
  restore(id: DocumentId, wanted: Uint8Array): Promise<number>;
  /** Hands what a guest wrote to the person who signed in: under the same client ids they write on. */
  handOver(guest: string, person: string): Promise<void>;
  /** Erases a person from every document they wrote in; whoever has one open begins again. */
  erase(owner: string): Promise<void>;
  /** Called after each commit, made here or elsewhere, of a document that is open here. */
  onCommitted(listener: (id: DocumentId, position: number) => void): () => void;
  /** Somebody's rights changed: every gateway looks again at who may stay. Without it that happens every 30 s. */
  rightsChanged(): void;
  readonly log: DocumentLog;
  close(): Promise<void>;
}

const reviewMs = 30_000;
const tickMs = 1_000;

export async function createDocuments(deps: {
  db: Db;
  log: DocumentLog;
  bus: Bus;
  clock: Clock;
  report: Log;
}): Promise<Documents> {
  const { db, log, bus, clock, report } = deps;
  const origin = randomInt(2 ** 32);
  const worker = createDocumentWorker();
  const cold = createColdLoader(log, worker);
  const queue = createCommitQueue(log);
  const admission = createAdmission({ log, worker });
  const compactor = createCompactor({ log, worker, clock, report });
  const rooms = new Map<DocumentId, Room>();
  const listeners = new Set<(id: DocumentId, position: number) => void>();
  const rightsOf = new WeakMap<Connection, DocumentRights>();

  const tell = (id: DocumentId, message: DocumentWireMessage) =>
    bus.wire.send(documentSubject(id), encodeWireMessage(origin, message));

  const roomDeps: RoomDeps = {
    log,
    queue,
    cold,
    clock,
    tellSegment: (id, position, { updates, bytes }) => tell(id, { kind: "segment", position, updates, bytes }),
    tellAwareness: (id, bytes) => tell(id, { kind: "awareness", bytes }),
    onCommitted(id, position) {
      for (const listener of listeners) listener(id, position);
    },
    onClosed(room) {
      if (rooms.get(room.id) === room) rooms.delete(room.id);
      compactor.consider(room);
    },
  };

  const roomOf = (id: DocumentId): Room => {
    const open = rooms.get(id);
    if (open !== undefined) return open;
    const room = new Room(id, roomDeps);
    rooms.set(id, room);
    tell(id, { kind: "opened" });
    return room;
  };

  const listening = await bus.wire.listen(documentSubject("*"), (bytes, subject) => {
    const room = rooms.get(subject.slice(subject.lastIndexOf(".") + 1) as DocumentId);
    if (room === undefined) return;
    const { origin: speaker, message } = decodeWireMessage(bytes);
    if (speaker === origin) return;
    room.isElsewhere = true;
    switch (message.kind) {
      case "segment":
        return room.hear(message.position, message.updates, message.bytes);
      case "awareness":
        return room.awareness.hearRemote(message.bytes, clock.now());
      case "opened":
        return tell(room.id, { kind: "awareness", bytes: room.awareness.local() });
      case "generation":
        return room.close(closeCode.restart, "written anew");
    }
  });

  /** The wire may lose a message: the heads of what is open are compared with the record every second. */
  const tick = async () => {
    const now = clock.now();
    for (const room of rooms.values()) {
      room.tick(now);
      compactor.consider(room);
    }
    const heads = await log.heads([...rooms.values()].filter((room) => room.isLoaded).map(({ id }) => id));
    for (const [id, head] of heads) {
      const room = rooms.get(id);
      if (room === undefined || head <= room.position || room.isCommitting) continue;
      // Somebody writes it elsewhere and does not know that it is open here.
      tell(id, { kind: "opened" });
      await room.catchUp(head);
    }
  };

  const quietly = (what: string, run: () => Promise<void>) => () => {
    run().catch((error: unknown) => report.warn(`documents: ${what} failed; trying again`, { reason: String(error) }));
  };
  const review = quietly("the review of rights", () =>
    reviewRights(rooms.values(), (connection) => rightsOf.get(connection)),
  );
  const timers = [setInterval(quietly("the look at the heads", tick), tickMs), setInterval(review, reviewMs)];
  const heard: Listener[] = [listening, await bus.wire.listen(wireSubjects.rightsChanged, review)];

  const write = async (id: DocumentId, update: Uint8Array): Promise<number> => {
    const room = roomOf(id);
    await room.load();
    return room.write(update);
  };

  return {
    log,
    load: (id) => cold.load(id),
    create: createDocument,
    write,
    async restore(id, wanted) {
      const room = roomOf(id);
      await room.load();
      const { state } = await room.whole();
      const { update, client } = await worker.restore(state, wanted);
      await log.claim(id, [client], "server");
      return inspectUpdate(update, room.clocks).structs === 0 && update.length <= 2
        ? room.position
        : room.write(update);
    },
    async handOver(guest, person) {
      await log.handOver(guest, person);
      for (const room of rooms.values()) room.handOver(guest, person);
    },
    async erase(owner) {
      const whole = async (id: DocumentId) => {
        const { state } = (await cold.load(id)) ?? { state: emptyUpdate };
        return state;
      };
      for (const id of await eraseOwner({ db, log, worker, compactor, whole, write }, owner)) {
        rooms.get(id)?.close(closeCode.restart, "written anew");
        tell(id, { kind: "generation" });
      }
    },
    rightsChanged: () => bus.wire.send(wireSubjects.rightsChanged, new Uint8Array()),
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async open(socket, below, documentId, caller, rights) {
      const early: Uint8Array[] = [];
      let connection: Connection | undefined;
      let room: Room | undefined;
      socket.on("message", (data: Buffer, isBinary: boolean) => {
        if (!isBinary) return;
        // Clients speak at once; what they say while we look up their rights waits here.
        if (connection === undefined || room === undefined) early.push(data);
        else admission.receive(room, connection, data);
      });
      socket.on("error", () => socket.terminate());
      const [access, visitor] = await Promise.all([rights.accessOf(caller, documentId), rights.visitorOf(caller)]);
      if (access === undefined) {
        socket.close(closeCode.forbidden, "not yours");
        return;
      }
      if (socket.readyState !== socket.OPEN) return;
      const opened = new Connection(socket, below, { caller, visitor, access }, socket.protocol === subprotocol);
      const joined = roomOf(documentId);
      rightsOf.set(opened, rights);
      socket.on("close", () => joined.leave(opened));
      opened.waiting = early;
      connection = opened;
      room = joined;
      try {
        await joined.join(opened);
      } catch (error) {
        report.warn("documents: a document could not be loaded", { document: documentId, reason: String(error) });
        joined.close(closeCode.failed, "not loaded");
        return;
      }
      admission.begin(joined, opened);
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      for (const each of heard) await each.stop();
      for (const room of rooms.values()) {
        for (const { socket } of room.connections) socket.close(closeCode.restart, "restarting");
      }
      await queue.drained();
      await compactor.drained();
      await worker.close();
      await log.close();
    },
  };
}
