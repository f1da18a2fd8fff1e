import { type AwarenessEntry, decodeAwareness, encodeAwareness } from "./awareness-message.ts";
import { type Connection, send } from "./connection.ts";
import { awarenessFrame } from "./messages.ts";

/** Clients of other gateways that were not heard of for this long are taken to have left. */
const remoteTimeoutMs = 45_000;

/** Who is in a document, on this gateway and on the others. */
export interface RoomAwareness {
  /** Takes what a connection says of itself: its own client id only, with the person written by us. */
  hear(connection: Connection, bytes: Uint8Array): void;
  /** Takes what another gateway tells. */
  hearRemote(bytes: Uint8Array, now: number): void;
  leave(connection: Connection): void;
  /** Everybody present, for one who joins. */
  welcome(connection: Connection): void;
  /** The clients of this gateway, for a gateway that asks. */
  local(): Uint8Array | undefined;
  forgetSilent(now: number): void;
}

export function createRoomAwareness(options: {
  readonly connections: ReadonlySet<Connection>;
  readonly tellGateways: (bytes: Uint8Array) => void;
}): RoomAwareness {
  const remote = new Map<number, { entry: AwarenessEntry; heardAt: number }>();

  const relay = (entries: readonly AwarenessEntry[]) => {
    if (entries.length === 0) return undefined;
    const bytes = encodeAwareness(entries);
    const frame = awarenessFrame(bytes);
    // The sender gets its own words back: y-websocket gives up a connection that is silent for 30 s.
    for (const connection of options.connections) send(connection, frame);
    return bytes;
  };

  const localEntries = (): AwarenessEntry[] =>
    [...options.connections].flatMap(({ lastAwareness }) => (lastAwareness?.state == null ? [] : [lastAwareness]));

  return {
    hear(connection, bytes) {
      const entries = decodeAwareness(bytes);
      // Until a connection has spoken for itself it may name itself; others it repeats are not its to speak for.
      connection.clientId ??= entries.find(({ state }) => state !== null)?.client;
      const own = entries.find(({ client }) => client === connection.clientId);
      if (own === undefined) return;
      const state = own.state === null ? null : { ...own.state, user: connection.visitor };
      connection.lastAwareness = { ...own, state };
      const said = relay([connection.lastAwareness]);
      if (said !== undefined) options.tellGateways(said);
    },
    hearRemote(bytes, now) {
      const entries = decodeAwareness(bytes);
      for (const entry of entries) {
        if (entry.state === null) remote.delete(entry.client);
        else remote.set(entry.client, { entry, heardAt: now });
      }
      relay(entries);
    },
    leave(connection) {
      const last = connection.lastAwareness;
      if (last === undefined) return;
      connection.lastAwareness = undefined;
      const said = relay([{ client: last.client, clock: last.clock + 1, state: null }]);
      if (said !== undefined) options.tellGateways(said);
    },
    welcome(connection) {
      const entries = [...localEntries(), ...[...remote.values()].map(({ entry }) => entry)];
      if (entries.length > 0) send(connection, awarenessFrame(encodeAwareness(entries)));
    },
    local() {
      const entries = localEntries();
      return entries.length === 0 ? undefined : encodeAwareness(entries);
    },
    forgetSilent(now) {
      const silent = [...remote.values()].filter(({ heardAt }) => now - heardAt > remoteTimeoutMs);
      for (const { entry } of silent) remote.delete(entry.client);
      relay(silent.map(({ entry }) => ({ client: entry.client, clock: entry.clock + 1, state: null })));
    },
  };
}
