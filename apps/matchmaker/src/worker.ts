import { MessagePort, parentPort, workerData } from "node:worker_threads";
import { connectLocalBus } from "@milango/bus";
import { systemClock } from "./clock.ts";
import { readEndpoint } from "./config.ts";
import { createEndpointEmbedder } from "./embedding/endpoint-embedder.ts";
import { loadThesaurus } from "./load-thesaurus.ts";
import { createJsonLog } from "./log.ts";
import { createMatchmaker } from "./matchmaker.ts";

/**
 * The matchmaker as a worker thread of the standalone: `workerData.port` is a port of the process's hub. A message
 * `"stop"` drains it and ends the thread; `"ready"` is answered when it stands by.
 */
const port: unknown = workerData?.port;
if (!(port instanceof MessagePort) || parentPort === null)
  throw new Error("The matchmaker's worker wants a MessagePort as workerData.port");

const owner = parentPort;
const bus = connectLocalBus(port);
const log = createJsonLog(systemClock, (line) => process.stderr.write(line));
const faults: string[] = [];
const endpoint = readEndpoint(process.env, faults);
if (faults.length > 0) throw new Error(faults.join("; "));
const embedder = endpoint && createEndpointEmbedder(endpoint);
const matchmaker = createMatchmaker({ bus, thesaurus: loadThesaurus(), clock: systemClock, log, embedder });

// Listening also keeps the thread alive.
owner.on("message", (message: unknown) => {
  if (message !== "stop") return;
  matchmaker
    .stop()
    .then(() => bus.close())
    .finally(() => owner.close());
});
await matchmaker.start();
owner.postMessage("ready");
