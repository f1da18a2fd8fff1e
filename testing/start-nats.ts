import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startChild } from "./child.ts";
import { freePort } from "./free-port.ts";
import { missing } from "./missing.ts";

export interface TestNats {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Forgets every stream; the server must be down. */
  wipe(): void;
  stop(): Promise<void>;
}

/** Why tests on NATS are skipped here, if they are. */
export const natsMissing = missing("nats-server", spawnSync("nats-server", ["--version"]).status === 0, "nats-server");

/** A nats-server of one's own with JetStream, in a folder that goes with it. */
export async function startNats(): Promise<TestNats> {
  const data = mkdtempSync(join(tmpdir(), "milango-nats-"));
  const port = await freePort();
  let child: Child | undefined;
  const start = async () => {
    child = await startChild("nats-server", ["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", data], {
      ready: (output) => output.includes("Server is ready"),
    });
  };
  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    async kill() {
      await child?.stop("SIGKILL");
    },
    wipe: () => rmSync(join(data, "jetstream"), { recursive: true, force: true }),
    async stop() {
      await child?.stop("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    },
  };
}
