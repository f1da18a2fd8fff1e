import { randomBytes } from "node:crypto";
import { type Child, startChild } from "./child.ts";
import { freePort } from "./free-port.ts";
import { startNats, type TestNats } from "./start-nats.ts";
import { startPostgres, type TestPostgres } from "./start-postgres.ts";

const root = new URL("../", import.meta.url);

/** A program of the cluster that can be killed and comes back on the same address. */
export interface ClusterMember {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  output(): string;
}

export interface Cluster {
  readonly gateways: readonly [ClusterMember, ClusterMember];
  readonly matchmakers: readonly [ClusterMember, ClusterMember];
  readonly nats: TestNats;
  readonly postgres: TestPostgres;
  readonly rootKey: string;
  stop(): Promise<void>;
}

/** The distributed topology as processes of this machine: PostgreSQL, nats-server, two gateways, two matchmakers. */
export async function startCluster(options: { readonly ports?: readonly [number, number] } = {}): Promise<Cluster> {
  const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
  const ports = options.ports ?? [await freePort(), await freePort()];
  const rootKey = process.env.MILANGO_ROOT_KEY ?? randomBytes(24).toString("base64url");
  const settings = {
    ...process.env,
    DATABASE_URL: postgres.url,
    NATS_URL: nats.url,
    MILANGO_DEMO: "1",
    MILANGO_SECRET: randomBytes(24).toString("base64url"),
    MILANGO_ROOT_KEY: rootKey,
    MILANGO_ALLOWED_ORIGINS: ports.map((port) => `http://localhost:${port}`).join(","),
  };
  const gateway = (port: number) =>
    member(
      `http://localhost:${port}`,
      "apps/gateway/src/main.ts",
      { ...settings, PORT: String(port) },
      '"message":"ready"',
    );
  const matchmaker = () => member("", "apps/matchmaker/src/main.ts", settings, '"started"');
  try {
    // One after the other: the first makes the tables and the demo network, the second finds them.
    const first = await gateway(ports[0]);
    const second = await gateway(ports[1]);
    const matchmakers = [await matchmaker(), await matchmaker()] as const;
    return {
      gateways: [first, second],
      matchmakers,
      nats,
      postgres,
      rootKey,
      async stop() {
        await Promise.all([first, second, ...matchmakers].map((each) => each.kill()));
        await Promise.all([nats.stop(), postgres.stop()]);
      },
    };
  } catch (error) {
    await Promise.all([nats.stop(), postgres.stop()]);
    throw error;
  }
}

async function member(url: string, entry: string, env: NodeJS.ProcessEnv, readyWord: string): Promise<ClusterMember> {
  let child: Child | undefined;
  const start = async () => {
    child = await startChild(process.execPath, [entry], {
      env,
      cwd: root.pathname,
      ready: (output) => output.includes(readyWord),
    });
  };
  await start();
  return {
    url,
    start,
    output: () => child?.output() ?? "",
    async kill() {
      await child?.stop("SIGKILL");
    },
  };
}
