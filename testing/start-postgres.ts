import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startChild } from "./child.ts";
import { freePort } from "./free-port.ts";
import { missing } from "./missing.ts";

export interface TestPostgres {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The newest PostgreSQL of Debian's packages, or nothing. */
function binaries(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((one, other) => Number(other) - Number(one)) : [];
  return versions.map((version) => join(root, version, "bin")).find((folder) => existsSync(join(folder, "initdb")));
}

/** Why tests on PostgreSQL are skipped here, if they are. */
export const postgresMissing = missing("PostgreSQL", binaries() !== undefined, "postgresql");

/** A PostgreSQL of one's own with fsync on, in a folder (below `parent`, if that is given) that goes with it. */
export async function startPostgres(parent = tmpdir()): Promise<TestPostgres> {
  const folder = binaries();
  if (folder === undefined) throw new Error("PostgreSQL is not on this machine");
  const data = mkdtempSync(join(parent, "milango-postgres-"));
  const uid = ownUser();
  if (uid !== undefined) chownSync(data, uid, uid);
  execFileSync(join(folder, "initdb"), ["-D", data, "-U", "milango", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], {
    stdio: "ignore",
    ...(uid === undefined ? {} : { uid }),
  });
  const port = await freePort();
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${data}`,
    "max_connections=100",
  ];
  let child: Child | undefined;
  const start = async () => {
    child = await startChild(join(folder, "postgres"), ["-D", data, ...settings.flatMap((each) => ["-c", each])], {
      ready: (output) => output.includes("ready to accept connections"),
      ...(uid === undefined ? {} : { uid }),
    });
  };
  await start();
  return {
    url: `postgres://milango@127.0.0.1:${port}/postgres`,
    start,
    async kill() {
      await child?.stop("SIGKILL");
    },
    async stop() {
      await child?.stop("SIGINT");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as the user its package made. */
function ownUser(): number | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return Number(execFileSync("id", ["-u", "postgres"], { encoding: "utf8" }));
}
