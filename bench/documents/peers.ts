import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { type Child, startChild } from "../../testing/child.ts";
import { freePort } from "../../testing/free-port.ts";
import { startNats, type TestNats } from "../../testing/start-nats.ts";
import { startPostgres, type TestPostgres } from "../../testing/start-postgres.ts";
import { type Dialect, hocuspocus, milango, yWebsocket } from "./dialects.ts";

export const names = ["milango", "hocuspocus", "y-websocket", "bare ws", "bare net"] as const;
export type Name = (typeof names)[number];

/** A server under test. */
export interface Peer {
  readonly name: Name;
  readonly dialect: Dialect;
  readonly port: number;
  pid(): number;
  /** Names of new, empty documents. */
  documents(count: number): Promise<string[]>;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface Ground {
  readonly postgres: TestPostgres;
  readonly nats: TestNats;
  start(name: Name): Promise<Peer>;
  stop(): Promise<void>;
}

const root = new URL("../../", import.meta.url).pathname;
const rootKey = "root-key-of-a-benchmark-000000000000";
/** The same for all: what docs/operations.md recommends for a gateway. */
const flags = ["--max-semi-space-size=2", ...(process.env.BENCH_FLAGS ?? "").split(" ").filter(Boolean)];
const allocation = { MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "32768" };

/** PostgreSQL with fsync on, NATS, and every server started beside them. */
export async function prepareGround(): Promise<Ground> {
  if (!existsSync(`${root}bench/peers/node_modules`))
    execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {
      cwd: `${root}bench/peers`,
      stdio: "inherit",
    });
  const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
  return {
    postgres,
    nats,
    start: (name) => startPeer(name, postgres, nats),
    async stop() {
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}

async function startPeer(name: Name, postgres: TestPostgres, nats: TestNats): Promise<Peer> {
  const port = await freePort();
  const env = { ...process.env, ...allocation, PORT: String(port), DATABASE_URL: postgres.url };
  let child: Child | undefined;
  const start = async () => {
    child =
      name === "milango"
        ? await startChild(process.execPath, [...flags, "apps/gateway/src/main.ts"], {
            cwd: root,
            env: {
              ...env,
              NATS_URL: nats.url,
              MILANGO_DEMO: "1",
              MILANGO_ROOT_KEY: rootKey,
              MILANGO_SECRET: "secret-of-a-benchmark-00000000000000",
            },
            ready: (output) => output.includes('"message":"ready"'),
          })
        : await startChild(process.execPath, [...flags, `${root}bench/peers/${name.replace(" ", "-")}.mjs`], {
            cwd: `${root}bench/peers`,
            env,
            ready: (output) => output.includes("ready"),
          });
  };
  await start();
  const headers = { authorization: `Bearer ${rootKey}` };
  const dialects: { readonly [N in Name]: Dialect } = {
    milango: milango(headers),
    hocuspocus,
    "y-websocket": yWebsocket,
    "bare ws": yWebsocket,
    "bare net": yWebsocket,
  };
  return {
    name,
    port,
    dialect: dialects[name],
    pid: () => child?.process.pid ?? 0,
    documents: (count) =>
      name === "milango"
        ? makeDocuments(port, headers, count)
        : Promise.resolve(Array.from({ length: count }, () => randomUUID())),
    start,
    async kill() {
      await child?.stop("SIGKILL");
    },
    async stop() {
      await child?.stop();
    },
  };
}

/** The notes of new workshops: empty documents. */
async function makeDocuments(
  port: number,
  headers: Readonly<Record<string, string>>,
  count: number,
): Promise<string[]> {
  const url = `http://127.0.0.1:${port}/api/v1`;
  const { items } = (await (await fetch(`${url}/actors?limit=2`, { headers })).json()) as {
    items: { id: string; territory: string }[];
  };
  const body = JSON.stringify({
    title: { en: "Benchmark" },
    startsAt: new Date(Date.now() + 86_400_000).toISOString(),
    territories: [...new Set(items.map(({ territory }) => territory))],
    actorIds: items.map(({ id }) => id),
  });
  const documents: string[] = [];
  while (documents.length < count) {
    const response = await fetch(`${url}/workshops`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
    });
    if (response.status !== 201) throw new Error(await response.text());
    documents.push(((await response.json()) as { documents: { notes: string } }).documents.notes);
  }
  return documents;
}
