import { type Child, startChild } from "../testing/child.ts";
import { freePort } from "../testing/free-port.ts";
import { startNats, type TestNats } from "../testing/start-nats.ts";
import { startPostgres, type TestPostgres } from "../testing/start-postgres.ts";

const root = new URL("../", import.meta.url).pathname;
export const rootKey = "root-key-of-the-soak-0000000000000000";
export const headers = { authorization: `Bearer ${rootKey}` };

/** A gateway process that can be killed and comes back on the same port. */
export interface Gateway {
  readonly port: number;
  readonly url: string;
  readonly isAlive: () => boolean;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** PostgreSQL with fsync on, nats-server and gateways, all of one row's own. */
export interface Ground {
  readonly postgres: TestPostgres;
  readonly nats: TestNats;
  readonly gateways: readonly Gateway[];
  /** Agendas' notes of new workshops: empty documents. */
  documents(count: number): Promise<string[]>;
  stop(): Promise<void>;
}

export async function prepareGround(options: { readonly gateways: number; readonly folder?: string }): Promise<Ground> {
  const [postgres, nats] = await Promise.all([startPostgres(options.folder), startNats()]);
  const gateways: (Gateway & { stop(): Promise<void> })[] = [];
  for (let nth = 0; nth < options.gateways; nth++) gateways.push(await startGateway(postgres.url, nats.url));
  return {
    postgres,
    nats,
    gateways,
    documents: (count) => makeDocuments(gateways[0]?.url ?? "", count),
    async stop() {
      await Promise.all(gateways.map((gateway) => gateway.stop()));
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}

async function startGateway(databaseUrl: string, natsUrl: string) {
  const port = await freePort();
  let child: Child | undefined;
  const start = async () => {
    child = await startChild(process.execPath, ["--max-semi-space-size=2", "apps/gateway/src/main.ts"], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        NATS_URL: natsUrl,
        MILANGO_DEMO: "1",
        MILANGO_ROOT_KEY: rootKey,
        MILANGO_SECRET: "secret-of-the-soak-000000000000000000",
      },
      ready: (output) => output.includes('"message":"ready"'),
      withinMs: 60_000,
    });
  };
  await start();
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    isAlive: () => child?.process.exitCode === null && child.process.signalCode === null,
    start,
    kill: async () => child?.stop("SIGKILL"),
    stop: async () => child?.stop("SIGKILL"),
  };
}

async function makeDocuments(url: string, count: number): Promise<string[]> {
  const draft = { title: { en: "Soak" }, startsAt: "2027-01-12T13:00:00Z", territories: ["MF", "CR"] };
  const documents: string[] = [];
  while (documents.length < count) {
    const response = await fetch(`${url}/api/v1/workshops`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(draft),
    });
    if (response.status !== 201) throw new Error(await response.text());
    documents.push(((await response.json()) as { documents: { notes: string } }).documents.notes);
  }
  return documents;
}
