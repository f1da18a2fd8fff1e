import { newsStreams } from "@milango/core/messages";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { startNats, type TestNats } from "../../../../testing/start-nats.ts";
import { createNatsBus } from "../nats/connection.ts";
import type { Bus, SetAside } from "../ports.ts";
import { type BusPlace, eventually, inPlace } from "./bus-place.ts";
import { openInWorker } from "./open-in-worker.ts";

/** A place with its server at hand, for what only a server can do to a bus. */
export interface NatsPlace extends BusPlace {
  readonly server: TestNats;
  /** A connection past all buses. */
  connect(): Promise<NatsConnection>;
  /** A bus that need not have found its server. */
  openAtOnce(): Bus;
  /** What buses opened here have said went wrong. */
  readonly faults: readonly string[];
}

/** Buses of one nats-server of their own. */
export async function openNatsPlace(): Promise<NatsPlace> {
  const server = await startNats();
  const asides: SetAside[] = [];
  const faults: string[] = [];
  const opened: (() => Promise<void>)[] = [];
  // Half a minute is right for a gateway and too long for a test.
  const shared = { url: server.url, streams: newsStreams, ackWaitMs: 1_000 };

  const openAtOnce = () => {
    const bus = createNatsBus({
      ...shared,
      name: "test",
      onSetAside: (aside) => asides.push(aside),
      onFault: (fault, error) => faults.push(`${fault}: ${error}`),
    });
    opened.push(bus.close);
    return bus;
  };

  return {
    server,
    asides,
    faults,
    openAtOnce,
    async connect() {
      const connection = await connect({ servers: server.url });
      opened.push(() => connection.close());
      return connection;
    },
    async open() {
      const bus = openAtOnce();
      await untilConnected(bus);
      return bus;
    },
    async openMortal() {
      const mortal = await openInWorker({ nats: { ...shared, name: "mortal" } });
      opened.push(mortal.die);
      await untilConnected(mortal.bus);
      return mortal;
    },
    async close() {
      await Promise.all(opened.map((end) => end()));
      await server.stop();
    },
  };
}

/** The body of a test that has a server of its own. */
export function inNatsPlace(run: (place: NatsPlace) => Promise<void>): () => Promise<void> {
  return inPlace(openNatsPlace, run);
}

/** A bus that answers itself has found its server. */
async function untilConnected(bus: Bus): Promise<void> {
  const subject = `test.${crypto.randomUUID()}`;
  const answering = await bus.wire.serve(subject, async () => new Uint8Array([1]));
  await eventually(() =>
    bus.wire.ask(subject, new Uint8Array(), { timeoutMs: 1_000 }).then(
      () => true,
      () => false,
    ),
  ).toBe(true);
  await answering.stop();
}
