import { gather, type LoadResult, type } from "./load.ts";
import type { Ground, Name, Peer } from "./peers.ts";

/** One figure of one server. */
export interface Measured {
  readonly row: string;
  readonly unit: string;
  readonly values: Readonly<Partial<Record<Name, number>>>;
}

export const peers = ["milango", "hocuspocus", "y-websocket"] as const satisfies readonly Name[];
export const withCeilings = [...peers, "bare ws", "bare net"] as const satisfies readonly Name[];

/** Servers are slow until their code is compiled: everybody is warmed the same way. */
export async function warmUp(peer: Peer): Promise<void> {
  const documents = await peer.documents(10);
  const crowd = await gather({ dialect: peer.dialect, port: peer.port, documents, perDocument: 8, edits: 400 });
  await type(crowd, { rate: 4_000, seconds: 2, pid: peer.pid(), arrivals: "regular" });
  crowd.close();
}

async function load(
  peer: Peer,
  documents: number,
  perDocument: number,
  rate: number,
  seconds: number,
  arrivals: "regular" | "poisson",
): Promise<LoadResult> {
  const ids = await peer.documents(documents);
  const edits = Math.ceil((rate * seconds * 1.4) / (documents * perDocument)) + 60;
  const crowd = await gather({ dialect: peer.dialect, port: peer.port, documents: ids, perDocument, edits });
  const result = await type(crowd, { rate, seconds, pid: peer.pid(), arrivals });
  crowd.close();
  return result;
}

/** The highest rate at which nearly everything arrives, 99 of 100 within 100 ms; found by doubling, then halving. */
export async function saturation(ground: Ground, seconds: number): Promise<Measured[]> {
  const values: Partial<Record<Name, number>> = {};
  for (const name of withCeilings) {
    const peer = await ground.start(name);
    await warmUp(peer);
    const bears = async (rate: number) => {
      const { delivered, p99, sentRate } = await load(peer, 10, 8, rate, seconds, "regular");
      return delivered > 0.999 && p99 < 100 && sentRate > 0.97 * rate;
    };
    let [low, high] = [2_000, 4_000];
    while (high <= 128_000 && (await bears(high))) [low, high] = [high, high * 2];
    for (let step = 0; step < 2; step++) {
      const middle = Math.round((low + high) / 2);
      if (await bears(middle)) low = middle;
      else high = middle;
    }
    values[name] = low;
    await peer.stop();
  }
  return [{ row: "highest edits/s, p99 < 100 ms, 10 documents × 8 clients", unit: "edits/s", values }];
}

/** CPU and latency at a rate all can bear, in turns, so that a noisy machine is noisy for all. */
export async function atRate(
  ground: Ground,
  options: {
    readonly name: string;
    readonly rate: number;
    readonly documents: number;
    readonly perDocument: number;
    readonly arrivals: "regular" | "poisson";
    readonly seconds: number;
    readonly rounds: number;
  },
): Promise<Measured[]> {
  const all = new Map<Name, LoadResult[]>(withCeilings.map((name) => [name, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const name of withCeilings) {
      const peer = await ground.start(name);
      await warmUp(peer);
      const { documents, perDocument, rate, seconds, arrivals } = options;
      all.get(name)?.push(await load(peer, documents, perDocument, rate, seconds, arrivals));
      await peer.stop();
    }
  }
  const figure = (row: string, unit: string, read: (result: LoadResult) => number): Measured => ({
    row: `${options.name}: ${row}`,
    unit,
    values: Object.fromEntries([...all].map(([name, results]) => [name, median(results.map(read))])),
  });
  return [
    figure("server CPU for 100,000 deliveries", "s", ({ cpuPer100k }) => cpuPer100k),
    figure("p50", "ms", ({ p50 }) => p50),
    figure("p99", "ms", ({ p99 }) => p99),
  ];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
