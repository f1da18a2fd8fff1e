import { Worker } from "node:worker_threads";
import type { Answer, Outcome, Task } from "./task.ts";

/** What takes longer than a moment, done in threads that nobody waits behind. */
export interface DocumentWorker {
  join(updates: readonly Uint8Array[]): Promise<Uint8Array>;
  compact(updates: readonly Uint8Array[]): Promise<Outcome["compact"]>;
  /** Whether a document can take an update; false as well when it takes too long to find out. */
  fits(state: Uint8Array, update: Uint8Array): Promise<boolean>;
  restore(state: Uint8Array, wanted: Uint8Array): Promise<Outcome["restore"]>;
  erase(state: Uint8Array, name: string): Promise<Outcome["erase"]>;
  close(): Promise<void>;
}

/** How long an update may take to be taken in, once its document stands. */
const tryMs = 250;

export function createDocumentWorker(): DocumentWorker {
  // Doubtful updates have a thread of their own: it is killed when one proves to be what it looked like.
  const trusted = createThread();
  const doubtful = createThread();
  return {
    join: async (updates) => (await trusted.run({ kind: "join", updates })).update,
    compact: (updates) => trusted.run({ kind: "compact", updates }),
    fits: (state, update) =>
      doubtful.run({ kind: "try", state, update }, tryMs).then(
        ({ fits }) => fits,
        () => false,
      ),
    restore: (state, wanted) => trusted.run({ kind: "restore", state, wanted }),
    erase: (state, name) => trusted.run({ kind: "erase", state, name }),
    async close() {
      await Promise.all([trusted.close(), doubtful.close()]);
    },
  };
}

interface Waiting {
  readonly task: Task;
  readonly withinMs: number | undefined;
  readonly resolve: (outcome: never) => void;
  readonly reject: (error: Error) => void;
}

/** A thread started by its first task, which does one after the other. */
function createThread() {
  let worker: Worker | undefined;
  let current: (Waiting & { readonly id: number; timer?: NodeJS.Timeout }) | undefined;
  const queue: Waiting[] = [];
  let lastId = 0;

  const finish = (settle: (waiting: Waiting) => void) => {
    const done = current;
    current = undefined;
    if (done === undefined) return;
    clearTimeout(done.timer);
    settle(done);
    next();
  };

  const end = (error: Error) => {
    const ended = worker;
    worker = undefined;
    ended?.removeAllListeners();
    // A failure of a thread that is being ended is nobody's any more.
    ended?.on("error", () => undefined);
    void ended?.terminate();
    finish(({ reject }) => reject(error));
  };

  const start = (): Worker => {
    const started = new Worker(new URL("./thread.ts", import.meta.url));
    started.unref();
    started.on("message", (answer: Answer<Task["kind"]>) => {
      if (answer.id !== current?.id) return;
      if ("started" in answer) {
        if (current.withinMs !== undefined)
          current.timer = setTimeout(() => end(new Error("It took too long")), current.withinMs);
      } else if ("error" in answer) finish(({ reject }) => reject(new Error(answer.error)));
      else finish(({ resolve }) => resolve(answer.outcome as never));
    });
    started.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
    started.on("exit", () => end(new Error("The thread ended")));
    return started;
  };

  const next = () => {
    if (current !== undefined) return;
    const waiting = queue.shift();
    if (waiting === undefined) return;
    current = { ...waiting, id: ++lastId };
    worker ??= start();
    worker.postMessage({ id: current.id, task: waiting.task });
  };

  return {
    run<Kind extends Task["kind"]>(task: Task & { kind: Kind }, withinMs?: number): Promise<Outcome[Kind]> {
      return new Promise((resolve, reject) => {
        queue.push({ task, withinMs, resolve: resolve as Waiting["resolve"], reject });
        next();
      });
    },
    async close() {
      queue.length = 0;
      const ended = worker;
      end(new Error("The worker is closed"));
      await ended?.terminate();
    },
  };
}
