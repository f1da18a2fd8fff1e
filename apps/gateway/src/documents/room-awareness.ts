import { type AwarenessEntry, decodeAwareness, encodeAwareness } from "./awareness-message.ts";
import { type Connection, closeCode } from "./connection.ts";
import { awarenessFrame } from "./frames.ts";

/** Clients of other gateways that were not heard of for this long are taken to have left: a slow line says a word every 100 s. */
const remoteTimeoutMs = 150_000;
/** What a connection says of itself is passed on ten times a second at most. */
const pauseMs = 100;

/** Who is in a document, on this gateway and on the others. */
export class RoomAwareness {
  readonly #connections: ReadonlySet<Connection>;
  readonly #tellGateways: (entries: readonly AwarenessEntry[]) => void;
  #remote: Map<number, { entry: AwarenessEntry; heardAt: number }> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(connections: ReadonlySet<Connection>, tellGateways: (entries: readonly AwarenessEntry[]) => void) {
    this.#connections = connections;
    this.#tellGateways = tellGateways;
  }

  /** Takes what a connection says of itself; the latest word counts. */
  hear(connection: Connection, bytes: Uint8Array): void {
    const isFirst = connection.said === undefined && connection.unheard === undefined;
    connection.unheard = bytes;
    if (isFirst) this.#pass();
    else this.#timer ??= setTimeout(() => this.#pass(), pauseMs);
  }

  /** Takes what another gateway tells. */
  hearRemote(bytes: Uint8Array, now: number): void {
    const entries = decodeAwareness(bytes);
    this.#remote ??= new Map();
    for (const entry of entries) {
      if (entry.state === null) this.#remote.delete(entry.client);
      else this.#remote.set(entry.client, { entry, heardAt: now });
    }
    this.#relay(entries);
  }

  leave(connection: Connection): void {
    const { said } = connection;
    connection.unheard = undefined;
    connection.said = undefined;
    if (said === undefined || said.state === null) return;
    this.#tell([{ client: said.client, clock: said.clock + 1, state: null }]);
  }

  /** Tells one who joins of everybody present. */
  welcome(connection: Connection): void {
    const remote = [...(this.#remote?.values() ?? [])].map(({ entry }) => entry);
    const entries = [...this.#present(), ...remote];
    if (entries.length > 0) connection.write(awarenessFrame(encodeAwareness(entries)));
  }

  /** The clients of this gateway, for a gateway that asks. */
  local(): Uint8Array {
    return encodeAwareness(this.#present());
  }

  /** The visitor who speaks for a client id at the moment. */
  speakerOf(client: number): string | undefined {
    for (const { said, clientId, visitor } of this.#connections)
      if (clientId === client || said?.client === client) return visitor.id;
    const user = this.#remote?.get(client)?.entry.state?.user;
    const id = typeof user === "object" && user !== null && "id" in user ? user.id : undefined;
    return typeof id === "string" ? id : undefined;
  }

  forgetSilent(now: number): void {
    const silent = [...(this.#remote?.values() ?? [])].filter(({ heardAt }) => now - heardAt > remoteTimeoutMs);
    for (const { entry } of silent) this.#remote?.delete(entry.client);
    this.#relay(silent.map(({ entry }) => ({ client: entry.client, clock: entry.clock + 1, state: null })));
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Passes on what was not passed on yet. */
  #pass(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const news: AwarenessEntry[] = [];
    for (const connection of this.#connections) {
      if (connection.unheard === undefined) continue;
      const entry = readOwn(connection, connection.unheard);
      connection.unheard = undefined;
      if (entry === undefined) continue;
      connection.said = entry;
      news.push(entry);
    }
    this.#tell(news);
  }

  /** To everybody here, and to the other gateways. */
  #tell(entries: readonly AwarenessEntry[]): void {
    if (entries.length === 0) return;
    this.#relay(entries);
    this.#tellGateways(entries);
  }

  /** Whoever spoke gets its own words back: y-websocket gives up a connection that is silent for 30 s. */
  #relay(entries: readonly AwarenessEntry[]): void {
    if (entries.length === 0) return;
    const frame = awarenessFrame(encodeAwareness(entries));
    for (const connection of this.#connections) connection.write(frame);
  }

  #present(): AwarenessEntry[] {
    const entries: AwarenessEntry[] = [];
    for (const { said } of this.#connections) if (said !== undefined && said.state !== null) entries.push(said);
    return entries;
  }
}

/** What a connection says of its own client id, with the person written by us; others it repeats are not its to speak for. */
function readOwn(connection: Connection, bytes: Uint8Array): AwarenessEntry | undefined {
  let entries: AwarenessEntry[];
  try {
    entries = decodeAwareness(bytes);
  } catch {
    connection.socket.close(closeCode.malformed, "malformed");
    return undefined;
  }
  // Until a connection has spoken for itself it may name itself.
  connection.clientId ??= entries.find(({ state }) => state !== null)?.client;
  const own = entries.find(({ client }) => client === connection.clientId);
  if (own === undefined) return undefined;
  return { ...own, state: own.state === null ? null : { ...own.state, user: connection.visitor } };
}
