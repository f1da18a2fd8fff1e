import { type MessagePort, Worker } from "node:worker_threads";
import type { NatsBusOptions } from "../nats/options.ts";
import type { Bus } from "../ports.ts";
import type { MortalBus } from "./bus-place.ts";
import { createThreadCalls } from "./thread-calls.ts";

/** Where a thread finds its bus: a port of the hub, which moves to it, or a server. */
export type WorkerPlace =
  | { readonly port: MessagePort }
  | { readonly nats: Omit<NatsBusOptions, "onSetAside" | "onFault"> };

/** Opens a bus in a worker thread. It is used from here: its handlers run here, everything else there. */
export async function openInWorker(place: WorkerPlace): Promise<MortalBus> {
  const worker = new Worker(new URL("./bus-worker.ts", import.meta.url), {
    workerData: place,
    transferList: "port" in place ? [place.port] : [],
  });
  const bus = (await createThreadCalls(worker).given) as Bus;
  return {
    bus,
    async die() {
      await worker.terminate();
    },
  };
}
