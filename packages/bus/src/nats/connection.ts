import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { Bus } from "../ports.ts";
import { createNatsLease } from "./lease.ts";
import { createNatsNews } from "./news.ts";
import type { NatsBusOptions } from "./options.ts";
import { wait } from "./wait.ts";
import { createNatsWire } from "./wire.ts";

/**
 * A bus over NATS. It returns at once and connects as soon as a server answers, since a gateway must serve its
 * documents while NATS is away; until then, and whenever it goes away, `publish` and `ask` reject and `send` drops.
 */
export function createNatsBus(options: NatsBusOptions): Bus {
  const reconnected = new Set<() => void>();
  const announce = () => {
    for (const handler of reconnected) handler();
  };
  let connection: NatsConnection | undefined;
  let isThere = false;
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
    isThere = true;
    if (closed) void made.close();
    void watch(made);
    return made;
  });
  // Whoever needs the connection awaits it and gets the error; nobody may need it, and that is no crash.
  connected.catch((error: unknown) => options.onFault("no connection to NATS", error));

  async function watch(made: NatsConnection) {
    for await (const status of made.status()) {
      if (status.type === "reconnect") {
        isThere = true;
        announce();
      }
      if (status.type === "disconnect") {
        isThere = false;
        if (!closed) options.onFault("the connection to NATS is lost; trying again");
      }
    }
  }

  // What is said while the server is away would be dropped by the client, after a wait for whoever wants an answer.
  const usable = (): NatsConnection | undefined =>
    connection === undefined || connection.isClosed() || !isThere ? undefined : connection;
  const parts = { ...options, connected, usable };
  const news = createNatsNews({ ...parts, onLoss: announce });
  const wire = createNatsWire(parts);
  const lease = createNatsLease(parts);

  return {
    news,
    wire,
    lease,
    onReconnect(handler) {
      reconnected.add(handler);
      return () => reconnected.delete(handler);
    },
    async close() {
      closed = true;
      await Promise.all([news.stop(), wire.stop()]);
      // A right ends after the work that was done under it. From here on nothing waits long for the server.
      await Promise.race([lease.stop(), wait(1_000)]);
      const open = usable();
      isThere = false;
      await Promise.race([open?.drain().catch(() => undefined), wait(1_000)]);
      if (connection?.isClosed() === false) await connection.close();
    },
  };
}
