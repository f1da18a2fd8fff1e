import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startChild } from "./child.ts";
import { freePort } from "./free-port.ts";

const root = new URL("../", import.meta.url);

export interface TestStandalone {
  readonly url: string;
  readonly rootKey: string;
  readonly pid: () => number;
  /** Milliseconds from the command to readiness, at the last start. */
  readonly startMs: () => number;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The standalone on a scratch folder and a free port; it can be killed and started again on both. */
export async function startStandalone(): Promise<TestStandalone> {
  const data = mkdtempSync(join(tmpdir(), "milango-standalone-"));
  const port = await freePort();
  const rootKey = "root-key-of-a-test-standalone-000000";
  let child: Child | undefined;
  let startMs = 0;
  const start = async () => {
    const begun = performance.now();
    child = await startChild(process.execPath, ["apps/standalone/src/main.ts"], {
      cwd: root.pathname,
      env: { ...process.env, PORT: String(port), MILANGO_DATA_DIR: data, MILANGO_ROOT_KEY: rootKey },
      ready: (output) => output.includes("Milango is ready"),
    });
    startMs = performance.now() - begun;
  };
  await start();
  return {
    url: `http://localhost:${port}`,
    rootKey,
    pid: () => child?.process.pid ?? 0,
    startMs: () => startMs,
    start,
    async kill() {
      await child?.stop("SIGKILL");
    },
    async stop() {
      await child?.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
