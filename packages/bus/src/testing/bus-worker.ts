import { parentPort, workerData } from "node:worker_threads";
import { connectLocalBus } from "../local/connection.ts";
import type { WorkerPlace } from "./open-in-worker.ts";
import { createThreadCalls } from "./thread-calls.ts";

/** A thread with nothing but a bus, which it gives to the thread that started it. */
if (parentPort === null) throw new Error("This is the entry of a worker thread");
const place = workerData as WorkerPlace;
const calls = createThreadCalls(parentPort);
if ("port" in place) calls.give(connectLocalBus(place.port));
else {
  const { createNatsBus } = await import("../nats/connection.ts");
  calls.give(createNatsBus({ ...place.nats, onSetAside: () => undefined, onFault: () => undefined }));
}
