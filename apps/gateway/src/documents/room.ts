import type { DocumentId } from "@milango/core/identity";
import type { Clock } from "../ports.ts";
import { encodeAwareness } from "./awareness-message.ts";
import type { ColdLoader, WholeDocument } from "./cold-load.ts";
import type { CommitQueue, Committing } from "./commit-queue.ts";
import { type Connection, closeCode } from "./connection.ts";
import type { Entry } from "./entry.ts";
import { positionFrame, readStateVector, savedFrame, step1Frame, writeStateVector } from "./frames.ts";
import type { DocumentLog, NewSegment, Segment } from "./log/document-log.ts";
import { relayCommitted, relayHeard } from "./relay.ts";
import { RoomAwareness } from "./room-awareness.ts";
import { everything, type Inspection, inspectUpdate } from "./update/inspect-update.ts";
import { unpackSegment } from "./update/segment.ts";

/** How long an update of another gateway may be missing between others before it is read from the log. */
const holePatienceMs = 100;
const nothing = new Uint8Array();

export interface RoomDeps {
  readonly log: DocumentLog;
  readonly queue: CommitQueue;
  readonly cold: ColdLoader;
  readonly clock: Clock;
  /** Tells the other gateways of what was committed here. */
  readonly tellSegment: (id: DocumentId, position: number, segment: NewSegment) => void;
  readonly tellAwareness: (id: DocumentId, bytes: Uint8Array) => void;
  readonly onCommitted: (id: DocumentId, position: number) => void;
  /** The room is of no use any more: its last client left, or its record failed. */
  readonly onClosed: (room: Room) => void;
}

/**
 * An open document on this gateway: who is connected, and how far each client is known. It holds no copy of the
 * document, but for a moment after one was read.
 */
export class Room implements Committing {
  readonly id: DocumentId;
  readonly connections = new Set<Connection>();
  readonly awareness: RoomAwareness;
  /** Client → the clock after the last struct received; it runs ahead of the record by what waits to be committed. */
  readonly clocks = new Map<number, number>();
  /** Client → the visitor it belongs to, as far as somebody here has written. */
  owners: Map<number, string> | undefined;
  /** Everything up to here was relayed. */
  position = 0;
  generation = 0;
  /** Bytes in the log, and how much of it came after the snapshot: what calls for a compaction. */
  size = 0;
  tailSegments = 0;
  tailBytes = 0;
  /** Whether another gateway has it open, as far as is known: else nobody needs to be told. */
  isElsewhere = false;
  /** When it was last written and last compacted from here, in ms. */
  committedAt = 0;
  compactedAt = 0;

  readonly #deps: RoomDeps;
  #waiting: Entry[] = [];
  #underWay = 0;
  #loaded: Promise<void> | undefined;
  #isLoaded = false;
  #isClosed = false;
  /** Relayed ahead of a hole: first and last position in turn. */
  #ahead: number[] | undefined;
  #holeTimer: NodeJS.Timeout | undefined;
  #catching: Promise<void> | undefined;
  #whole: { readonly at: number; readonly loading: Promise<WholeDocument> } | undefined;
  #toldPosition = 0;

  constructor(id: DocumentId, deps: RoomDeps) {
    this.id = id;
    this.#deps = deps;
    this.awareness = new RoomAwareness(this.connections, (entries) => {
      if (this.isElsewhere) deps.tellAwareness(id, encodeAwareness(entries));
    });
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Whoever is still here comes back to another room: this one takes nothing in any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether somebody is here, or something is on its way to the log. */
  get isNeeded(): boolean {
    return this.connections.size > 0 || this.#waiting.length > 0 || this.#underWay > 0;
  }

  /** Reads how far the document has come; once. */
  load(): Promise<void> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load(): Promise<void> {
    const state = await this.#deps.log.readState(this.id);
    if (state === undefined) throw new Error(`There is no document ${this.id}`);
    for (const [client, clock] of readStateVector(state.stateVector)) this.#advance(client, clock);
    for (const segment of state.tail) this.#learn(unpackSegment(segment.bytes));
    this.position = Math.max(this.position, state.head);
    this.#toldPosition = this.position;
    this.generation = state.generation;
    this.size = state.size;
    this.tailSegments = state.tail.length;
    this.tailBytes = state.tail.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#isLoaded = true;
  }

  /** Adds a connection, and asks it for what the record lacks. Joined before anything is read, so that nothing falls in between. */
  async join(connection: Connection): Promise<void> {
    this.connections.add(connection);
    await this.load();
    connection.write(step1Frame(writeStateVector(this.clocks)));
    this.awareness.welcome(connection);
  }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    this.awareness.leave(connection);
    this.#closeIfUnneeded();
  }

  /** The whole document as of now or later; those who ask while nothing was committed share one reading. */
  whole(): Promise<WholeDocument> {
    if (this.#whole?.at !== this.position) {
      const loading = this.#deps.cold.load(this.id).then((document) => {
        if (document === undefined) throw new Error(`There is no document ${this.id}`);
        return document;
      });
      this.#whole = { at: this.position, loading };
      loading.catch(() => {
        if (this.#whole?.loading === loading) this.#whole = undefined;
      });
    }
    return this.#whole.loading;
  }

  /** Puts an update in line, just inspected; the map of clocks runs ahead of the record from here on. */
  accept(entry: Entry, found: Inspection): void {
    if (this.#isClosed) {
      // What comes after a failed commit may build on what was never committed: nothing of it may be acknowledged.
      entry.settled?.reject(new Error(`The document ${this.id} was closed`));
      return;
    }
    for (let nth = 0; nth < found.clients; nth++) this.#advance(found.client[nth] as number, found.to[nth] as number);
    this.#waiting.push(entry);
    this.#deps.queue.add(this);
  }

  /** An update that repeats what was received before: its sender hears of it when that is committed. */
  repeat(connection: Connection, messageId: number): void {
    if (this.#isClosed || !connection.numbered || messageId < 0) return;
    if (!this.isCommitting) {
      connection.write(savedFrame(messageId, this.position));
      return;
    }
    this.#waiting.push({ update: nothing, connection, messageId, position: 0, begin: 0, end: 0 });
    this.#deps.queue.add(this);
  }

  /** Writes a change of the server's own; resolves with its position. */
  write(update: Uint8Array): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const settled = { resolve, reject };
    const entry = { update, connection: undefined, messageId: -1, position: 0, begin: 0, end: 0, settled };
    this.accept(entry, inspectUpdate(update, this.clocks));
    return promise;
  }

  handOver(from: string, to: string): void {
    for (const [client, owner] of this.owners ?? []) if (owner === from) this.owners?.set(client, to);
  }

  /** Whether something received here is not yet committed. */
  get isCommitting(): boolean {
    return this.#waiting.length > 0 || this.#underWay > 0;
  }

  takeWaiting(): readonly Entry[] {
    const taken = this.#waiting;
    this.#waiting = [];
    this.#underWay = taken.length;
    return taken;
  }

  committed(entries: readonly Entry[], segment: NewSegment | undefined, head: number): void {
    this.#underWay = 0;
    const before = head - (segment?.updates ?? 0);
    relayCommitted(this.connections, entries, before);
    for (const { settled, position } of entries) settled?.resolve(position);
    if (segment !== undefined) {
      this.#note(before, head);
      this.#grow(segment.bytes.length);
      if (this.isElsewhere) this.#deps.tellSegment(this.id, head, segment);
      this.#deps.onCommitted(this.id, head);
    }
    this.#closeIfUnneeded();
  }

  /** The map ran ahead of the record: only a fresh room tells the truth again. */
  failed(entries: readonly Entry[], error: unknown): void {
    for (const { settled } of [...entries, ...this.#waiting]) settled?.reject(error);
    this.#underWay = 0;
    this.#waiting = [];
    this.close(closeCode.failed, "not saved");
  }

  /** Lets everybody go; they come back to a fresh room. */
  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#holeTimer);
    this.awareness.close();
    this.#deps.onClosed(this);
    for (const { socket } of this.connections) socket.close(code, reason);
  }

  /** Updates that another gateway committed; without their bytes they are read from the log. */
  hear(position: number, updates: number, bytes: Uint8Array | undefined): void {
    if (!this.#isLoaded || position <= this.position || this.#isAhead(position)) return;
    if (bytes === undefined) {
      void this.catchUp(position);
      return;
    }
    const heard = unpackSegment(bytes);
    this.#learn(heard);
    relayHeard(this.connections, heard);
    this.#note(position - updates, position);
    this.#grow(bytes.length);
    this.#deps.onCommitted(this.id, position);
  }

  /** The log has come this far: reads what was missed. */
  async catchUp(head: number): Promise<void> {
    await this.load();
    if (head <= this.position || this.#isClosed) return;
    this.#catching ??= this.#readMissed().finally(() => {
      this.#catching = undefined;
    });
    // A reading that failed is repeated when the next update, or the next look at the heads, shows the hole.
    await this.#catching.catch(() => undefined);
  }

  /** Once a second: says how far the log has come where it was quiet since, and forgets the copy made for those who joined. */
  tick(now: number): void {
    this.awareness.forgetSilent(now);
    this.#whole = undefined;
    if (!this.#isLoaded || this.isCommitting || this.#toldPosition === this.position) return;
    this.#toldPosition = this.position;
    const frame = positionFrame(this.position, this.generation);
    for (const connection of this.connections) if (connection.numbered) connection.write(frame);
  }

  async #readMissed(): Promise<void> {
    const segments = await this.#deps.log.readAfter(this.id, this.position);
    if (segments !== undefined) {
      for (const segment of segments) this.#hearSegment(segment);
      return;
    }
    // What was missed is only in the snapshot by now.
    const { state, position } = await this.whole();
    this.#learn([state]);
    relayHeard(this.connections, [state]);
    this.#note(this.position, position);
  }

  #hearSegment({ position, updates, bytes }: Segment): void {
    this.hear(position, updates, bytes);
  }

  /** Notes that the positions after `from` up to `to` were relayed. */
  #note(from: number, to: number): void {
    if (from > this.position) {
      this.#ahead ??= [];
      this.#ahead.push(from, to);
      this.#holeTimer ??= setTimeout(() => {
        this.#holeTimer = undefined;
        if (this.#ahead !== undefined) void this.catchUp(Math.max(...this.#ahead));
      }, holePatienceMs);
      return;
    }
    this.position = Math.max(this.position, to);
    if (this.#ahead === undefined) return;
    const [held, ahead] = [this.#ahead, [] as number[]];
    this.#ahead = undefined;
    for (let nth = 0; nth < held.length; nth += 2) {
      const [start, end] = [held[nth] as number, held[nth + 1] as number];
      if (start <= this.position) this.position = Math.max(this.position, end);
      else ahead.push(start, end);
    }
    if (ahead.length > 0) this.#ahead = ahead;
    if (ahead.length > 0 && ahead.length < held.length) this.#note(this.position, this.position);
  }

  #isAhead(position: number): boolean {
    const ahead = this.#ahead ?? [];
    for (let nth = 0; nth < ahead.length; nth += 2)
      if ((ahead[nth] as number) < position && position <= (ahead[nth + 1] as number)) return true;
    return false;
  }

  #learn(updates: readonly Uint8Array[]): void {
    for (const update of updates) {
      const found = inspectUpdate(update, everything);
      for (let nth = 0; nth < found.clients; nth++) this.#advance(found.client[nth] as number, found.to[nth] as number);
    }
  }

  #advance(client: number, clock: number): void {
    if (clock > (this.clocks.get(client) ?? 0)) this.clocks.set(client, clock);
  }

  #grow(bytes: number): void {
    this.committedAt = this.#deps.clock.now();
    this.size += bytes;
    this.tailBytes += bytes;
    this.tailSegments++;
  }

  #closeIfUnneeded(): void {
    if (this.isNeeded || this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#holeTimer);
    this.awareness.close();
    this.#deps.onClosed(this);
  }
}
