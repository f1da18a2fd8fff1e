import { emptyUpdate } from "./cold-load.ts";
import { type Connection, closeCode } from "./connection.ts";
import {
  type ClientFrame,
  positionFrame,
  readClientFrame,
  readStateVector,
  refusedFrame,
  step1Frame,
  step2Frame,
  writeStateVector,
} from "./frames.ts";
import { limits, type Refusal } from "./limits.ts";
import type { DocumentLog } from "./log/document-log.ts";
import type { Room } from "./room.ts";
import { isDeletedIn, readDeleteSet } from "./update/delete-set.ts";
import { missingFrom } from "./update/fuse-updates.ts";
import { everything, type Inspection, inspectUpdate, MalformedUpdate } from "./update/inspect-update.ts";
import type { DocumentWorker } from "./worker/document-worker.ts";

/** An update as it came in, cut out of its frame. */
interface Offer {
  readonly update: Uint8Array;
  readonly messageId: number;
  readonly isStep2: boolean;
  readonly limit: { readonly bytes: number; readonly clients: number };
}

/** Reads what clients say, and lets into a room what may come in. */
export interface Admission {
  receive(room: Room, connection: Connection, frame: Uint8Array): void;
  /** The room has loaded: takes what a connection said meanwhile. */
  begin(room: Room, connection: Connection): void;
}

export function createAdmission(deps: { readonly log: DocumentLog; readonly worker: DocumentWorker }): Admission {
  const { log, worker } = deps;

  function receive(room: Room, connection: Connection, frame: Uint8Array): void {
    if (room.isClosed) return;
    if (connection.waiting !== undefined) {
      connection.waiting.push(frame);
      connection.socket.pause();
      return;
    }
    let late: Promise<void> | undefined;
    try {
      late = handle(room, connection, readClientFrame(frame), frame);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      connection.socket.close(closeCode.malformed, "malformed");
      return;
    }
    if (late !== undefined) wait(room, connection, late);
  }

  /** What comes after waits for what needs the database. */
  function wait(room: Room, connection: Connection, late: Promise<void>): void {
    connection.waiting = [];
    late.then(
      () => begin(room, connection),
      () => {
        connection.socket.close(closeCode.failed, "not read");
        // Else the answer to the close would not be read either.
        connection.socket.resume();
      },
    );
  }

  function begin(room: Room, connection: Connection): void {
    const frames = connection.waiting ?? [];
    connection.waiting = undefined;
    for (let nth = 0; nth < frames.length; nth++) {
      receive(room, connection, frames[nth] as Uint8Array);
      // One of them waits again, and the rest behind it.
      const behind = connection.waiting as Uint8Array[] | undefined;
      if (behind !== undefined) {
        behind.push(...frames.slice(nth + 1));
        return;
      }
    }
    connection.socket.resume();
  }

  function handle(room: Room, connection: Connection, read: ClientFrame, frame: Uint8Array): Promise<void> | undefined {
    switch (read.kind) {
      case "step1":
        return answerStep1(room, connection, read, frame);
      case "step2":
      case "update": {
        const isStep2 = read.kind === "step2";
        const limit = isStep2 && !connection.sentStep2 ? limits.first : limits.later;
        if (isStep2) connection.sentStep2 = true;
        const { messageId } = read;
        return takeUpdate(room, connection, {
          update: frame.subarray(read.begin, read.end),
          messageId,
          isStep2,
          limit,
        });
      }
      case "awareness":
        if (read.end - read.begin > limits.awarenessBytes) throw new RangeError("Too much said of oneself");
        room.awareness.hear(connection, frame.subarray(read.begin, read.end));
        return undefined;
      case "queryAwareness":
        room.awareness.welcome(connection);
        return undefined;
      case "unknown":
        return undefined;
    }
  }

  /** Sends what the client lacks, and every deletion; nothing to one that says it has everything (it keeps its copy). */
  function answerStep1(
    room: Room,
    connection: Connection,
    read: ClientFrame,
    frame: Uint8Array,
  ): Promise<void> | undefined {
    if (read.position === room.position && read.generation === room.generation) {
      connection.write(step2Frame(emptyUpdate));
      return undefined;
    }
    if (read.generation >= 0 && read.generation !== room.generation) {
      // Something was erased since: a copy from before must not be shown any more.
      connection.socket.close(closeCode.renewed, "renewed");
      return undefined;
    }
    const known = readStateVector(frame, read.begin, read.end);
    return room.whole().then(({ state, position, generation }) => {
      connection.writeWhole(step2Frame(missingFrom(state, known)));
      if (connection.numbered) connection.write(positionFrame(position, generation));
    });
  }

  function takeUpdate(room: Room, connection: Connection, offer: Offer): Promise<void> | undefined {
    const { update, messageId, limit, isStep2 } = offer;
    if (update.length > limit.bytes) return refuse(connection, messageId, "too-large");
    const found = inspect(room, connection, offer);
    if (found === undefined) return undefined;
    if (found.clients > limit.clients) return refuse(connection, messageId, "too-many-clients");
    const hasFresh = bringsStructs(room, found);
    if (!hasFresh && !found.deletes) return void room.repeat(connection, messageId);
    // A standard client's step 2 always carries every deletion it knows: most often they are all known.
    if (!hasFresh && isStep2) return takeDeletions(room, connection, offer);
    return takeFresh(room, connection, offer, found);
  }

  function inspect(room: Room, connection: Connection, { update, messageId }: Offer): Inspection | undefined {
    try {
      return inspectUpdate(update, room.clocks);
    } catch (error) {
      if (!(error instanceof MalformedUpdate)) throw error;
      refuse(connection, messageId, "malformed");
      return undefined;
    }
  }

  function takeFresh(room: Room, connection: Connection, offer: Offer, found: Inspection): Promise<void> | undefined {
    const { update, messageId } = offer;
    if (connection.access !== "write") return refuse(connection, messageId, "read-only");
    if (!found.complete) return seek(room, connection, offer);
    const strangers = strangersIn(room, connection, found);
    if (strangers === "not-your-client") return refuse(connection, messageId, strangers);
    if (room.size + update.length > limits.documentBytes) return refuse(connection, messageId, "document-full");
    if (strangers.length > 0) return claim(room, connection, offer, strangers);
    if (found.structs > limits.plainStructs || update.length > limits.plainBytes)
      return tryOut(room, connection, offer);
    accept(room, connection, offer, found);
    return undefined;
  }

  function accept(room: Room, connection: Connection, { update, messageId }: Offer, found: Inspection): void {
    room.accept({ update, connection, messageId, position: 0, begin: 0, end: 0 }, found);
  }

  /** Deletions that bring nothing new are not logged again with every reconnection. */
  async function takeDeletions(room: Room, connection: Connection, offer: Offer): Promise<void> {
    const { state } = await room.whole();
    const all = readDeleteSet(state, inspectUpdate(state, everything).deletesAt);
    const found = inspectUpdate(offer.update, room.clocks);
    if (isDeletedIn(all, readDeleteSet(offer.update, found.deletesAt))) room.repeat(connection, offer.messageId);
    else await takeFresh(room, connection, offer, found);
  }

  /** It builds on what is not known here: perhaps another gateway knows it. Else the client is asked for everything. */
  async function seek(room: Room, connection: Connection, offer: Offer): Promise<void> {
    const head = (await log.heads([room.id])).get(room.id) ?? 0;
    await room.catchUp(head);
    const found = inspectUpdate(offer.update, room.clocks);
    if (found.complete) await takeFresh(room, connection, offer, found);
    else connection.write(step1Frame(writeStateVector(room.clocks)));
  }

  /** A client id belongs to who first wrote under it: asked of the record the first time somebody does so here. */
  async function claim(room: Room, connection: Connection, offer: Offer, clients: readonly number[]): Promise<void> {
    const owners = await log.claim(room.id, clients, connection.visitor.id);
    room.owners ??= new Map();
    for (const [client, owner] of owners) room.owners.set(client, owner);
    await takeFresh(room, connection, offer, inspectUpdate(offer.update, room.clocks));
  }

  /** A large update is tried where it can be stopped: some of a few kilobytes take minutes to apply. */
  async function tryOut(room: Room, connection: Connection, offer: Offer): Promise<void> {
    const { state } = await room.whole();
    if (await worker.fits(state, offer.update))
      accept(room, connection, offer, inspectUpdate(offer.update, room.clocks));
    else refuse(connection, offer.messageId, "too-costly");
  }

  return { receive, begin };
}

function refuse(connection: Connection, messageId: number, reason: Refusal): undefined {
  connection.write(refusedFrame(connection.numbered ? Math.max(messageId, 0) : undefined, reason));
}

function bringsStructs(room: Room, found: Inspection): boolean {
  for (let nth = 0; nth < found.clients; nth++)
    if ((found.to[nth] as number) > (room.clocks.get(found.client[nth] as number) ?? 0)) return true;
  return false;
}

/**
 * The clients whose structs an update would extend, and of whom it is not known here whose they are; or that one of
 * them is somebody else's: a few bytes under another's id would silence what they write, for ever.
 */
function strangersIn(room: Room, connection: Connection, found: Inspection): number[] | "not-your-client" {
  let strangers: number[] | undefined;
  for (let nth = 0; nth < found.clients; nth++) {
    const client = found.client[nth] as number;
    if ((found.to[nth] as number) <= (room.clocks.get(client) ?? 0)) continue;
    const owner = room.owners?.get(client);
    if (owner === connection.visitor.id) continue;
    if (owner !== undefined) return "not-your-client";
    const speaker = room.awareness.speakerOf(client);
    if (speaker !== undefined && speaker !== connection.visitor.id) return "not-your-client";
    strangers ??= [];
    strangers.push(client);
  }
  return strangers ?? [];
}
