import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { Bus } from "../ports.ts";
import { createNatsLease } from "./lease.ts";
import { createNatsNews } from "./news.ts";
import type { NatsBusOptions } from "./options.ts";
import { createNatsWire } from "./wire.ts";

/**
 * A bus over NATS. It returns at once and connects as soon as a server answers, since a gateway must serve its
 * documents while NATS is away; until then `publish` and `ask` reject and `send` drops.
 */
export function createNatsBus(options: NatsBusOptions): Bus {
  const reconnected = new Set<() => void>();
  const announce = () => {
    for (const handler of reconnected) handler();
  };
  let connection: NatsConnection | undefined;
  let closed = false;

  const connected: Promise<NatsConnection> = connect({
    servers: options.url.split(","),
    name: options.name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    waitOnFirstConnect: true,
    pingInterval: 5_000,
    maxPingOut: 2,
  }).then((made) => {
    connection = made;
    if (closed) void made.close();
    void watch(made);
    return made;
  });
  // Whoever needs the connection awaits it and gets the error; nobody may need it, and that is no crash.
  connected.catch((error: unknown) => options.onFault("no connection to NATS", error));

  async function watch(made: NatsConnection) {
    for await (const status of made.status()) {
      if (status.type === "reconnect") announce();
      if (status.type === "disconnect") options.onFault("the connection to NATS is lost; trying again");
    }
  }

  const usable = (): NatsConnection | undefined =>
    connection === undefined || connection.isClosed() ? undefined : connection;
  const news = createNatsNews({ ...options, connected, usable, onLoss: announce });

  return {
    news,
    wire: createNatsWire({ connected, usable }),
    lease: createNatsLease({ connected, onFault: options.onFault }),
    onReconnect(handler) {
      reconnected.add(handler);
      return () => reconnected.delete(handler);
    },
    async close() {
      closed = true;
      await news.stop();
      const open = usable();
      // A drain waits for the server; when the server is away there is nothing to wait for.
      if (open !== undefined) await Promise.race([open.drain(), wait(1_000)]).catch(() => undefined);
      await usable()?.close();
    },
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
