import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far, both outputs. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program and waits until it is ready; throws with what it printed when it ends before. */
export async function startChild(
  command: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    readonly uid?: number;
    readonly ready: (output: string) => boolean | Promise<boolean>;
    readonly withinMs?: number;
  },
): Promise<Child> {
  const { env = process.env, cwd, uid, ready, withinMs = 30_000 } = options;
  const child = spawn(command, args, {
    env,
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (bytes: Buffer) => {
      output = (output + bytes.toString()).slice(-100_000);
    });
  }
  const exited = once(child, "exit").then(() => {
    ended = true;
  });
  const end = performance.now() + withinMs;
  while (!(await ready(output))) {
    if (ended || performance.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`${command} did not get ready:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return {
    process: child,
    output: () => output,
    async stop(signal = "SIGTERM") {
      if (ended) return;
      child.kill(signal);
      await exited;
    },
  };
}
