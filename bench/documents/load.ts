import { readFileSync } from "node:fs";
import { everything, inspectUpdate } from "../../apps/gateway/src/documents/update/inspect-update.ts";
import type { Dialect } from "./dialects.ts";
import { typing } from "./edits.ts";
import type { RawClient } from "./raw-client.ts";

/** People at work on documents. */
export interface Crowd {
  readonly clients: readonly Typist[];
  readonly dialect: Dialect;
  close(): void;
}

interface Typist {
  readonly document: string;
  readonly id: number;
  readonly raw: RawClient;
  readonly frames: readonly Buffer[];
  readonly sentAt: Float64Array;
  next: number;
  acknowledged: number;
}

export interface LoadResult {
  /** Edits sent a second, as asked and as done. */
  readonly rate: number;
  readonly sentRate: number;
  /** Share of the expected deliveries that arrived. */
  readonly delivered: number;
  readonly deliveries: number;
  /** From sending to arriving at others, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly cpuSeconds: number;
  /** CPU seconds of the server for 100,000 deliveries. */
  readonly cpuPer100k: number;
}

let lastClient = 1000 + Math.floor(Math.random() * 1_000_000) * 100;

/** Opens `perDocument` clients on each document; each of them brings `edits` edits. */
export async function gather(options: {
  readonly dialect: Dialect;
  readonly port: number;
  readonly documents: readonly string[];
  readonly perDocument: number;
  readonly edits: number;
}): Promise<Crowd> {
  const { dialect, port, documents, perDocument, edits } = options;
  const clients: Typist[] = [];
  for (const document of documents) {
    for (let nth = 0; nth < perDocument; nth++) {
      const id = ++lastClient;
      const raw = await dialect.open(port, document);
      const ready = Promise.withResolvers<void>();
      raw.onFrame = (payload) => {
        const { updateAt, isStep2 } = dialect.hear(payload);
        if (updateAt >= 0 && isStep2) ready.resolve();
      };
      for (const frame of dialect.hello(document)) raw.send(frame);
      await ready.promise;
      const frames = typing(id, edits).map((update, clock) => dialect.update(document, update, clock + 1));
      clients.push({ document, id, raw, frames, sentAt: new Float64Array(edits), next: 0, acknowledged: 0 });
    }
  }
  return {
    clients,
    dialect,
    close: () => {
      for (const { raw } of clients) raw.destroy();
    },
  };
}

/**
 * Lets the crowd type at `rate` edits a second for some seconds, whether the server keeps up or not (open loop), and
 * waits for what is under way. Latency is taken at one reader of each document, deliveries at all.
 */
export async function type(
  crowd: Crowd,
  options: {
    readonly rate: number;
    readonly seconds: number;
    readonly pid: number;
    readonly arrivals: "regular" | "poisson";
  },
): Promise<LoadResult> {
  const { rate, seconds, pid, arrivals } = options;
  const { clients, dialect } = crowd;
  const latencies: number[] = [];
  const byId = new Map(clients.map((client) => [client.id, client]));
  const watched = new Set<string>();
  let deliveries = 0;
  for (const client of clients) {
    const isWatcher = !watched.has(client.document);
    watched.add(client.document);
    client.raw.onFrame = (payload) => {
      const said = dialect.hear(payload);
      if (said.acknowledged >= 0) {
        client.acknowledged++;
        return;
      }
      if (said.updateAt < 0 || said.isStep2) return;
      // Some servers put several edits into one update, and some send people their own: neither is counted as it comes.
      const found = inspectUpdate(payload, everything, said.updateAt, said.updateAt + said.updateLength);
      for (let nth = 0; nth < found.clients; nth++) {
        const id = found.client[nth] as number;
        if (id === client.id) continue;
        const [from, to] = [found.from[nth] as number, found.to[nth] as number];
        deliveries += to - from;
        if (!isWatcher) continue;
        const now = performance.now();
        const sentAt = byId.get(id)?.sentAt;
        for (let clock = from; clock < to; clock++) {
          const sent = sentAt?.[clock] ?? 0;
          if (sent > 0) latencies.push(now - sent);
        }
      }
    };
  }
  const perDocument = clients.length / watched.size;
  const begun = performance.now();
  const cpuBefore = cpuSeconds(pid);
  let sent = 0;
  await new Promise<void>((resolve) => {
    let turn = 0;
    let due = 0;
    let last = begun;
    const step = () => {
      const now = performance.now();
      const isOver = now - begun >= seconds * 1000;
      due += arrivals === "regular" ? ((now - last) / 1000) * rate : poisson(((now - last) / 1000) * rate);
      last = now;
      const batches = new Map<Typist, Buffer[]>();
      while (due >= 1 && !isOver) {
        due--;
        const client = clients[
          arrivals === "regular" ? turn++ % clients.length : Math.floor(Math.random() * clients.length)
        ] as Typist;
        const frame = client.frames[client.next];
        if (frame === undefined) continue;
        client.sentAt[client.next++] = now;
        sent++;
        const batch = batches.get(client);
        if (batch === undefined) batches.set(client, [frame]);
        else batch.push(frame);
      }
      for (const [client, frames] of batches)
        client.raw.send(frames.length === 1 ? (frames[0] as Buffer) : Buffer.concat(frames));
      if (isOver) resolve();
      else if (rate > 20_000) setImmediate(step);
      else setTimeout(step, 0.5);
    };
    step();
  });
  const elapsed = (performance.now() - begun) / 1000;
  const expected = sent * (perDocument - 1);
  const patience = performance.now() + 3_000;
  while (deliveries < expected && performance.now() < patience) await new Promise((resolve) => setTimeout(resolve, 5));
  const cpu = cpuSeconds(pid) - cpuBefore;
  latencies.sort((one, other) => one - other);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return {
    rate,
    sentRate: sent / elapsed,
    delivered: deliveries / expected,
    deliveries,
    p50: at(0.5),
    p99: at(0.99),
    cpuSeconds: cpu,
    cpuPer100k: (cpu / deliveries) * 100_000,
  };
}

function poisson(mean: number): number {
  // Knuth's method for small means, the normal approximation for large ones.
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = Math.random(); product > limit; product *= Math.random()) count++;
  return count;
}

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

/** User and system time of a process so far. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process, in MB. */
export function rssMegabytes(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? Number.NaN) / 1024;
}
