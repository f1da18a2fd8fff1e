import { parentPort } from "node:worker_threads";
import { runTask } from "./run-task.ts";
import type { Task } from "./task.ts";

/** A thread of the document worker: takes a task, says when its costly part begins, answers. */
if (parentPort === null) throw new Error("This file is a worker thread");
const port = parentPort;
port.on("message", ({ id, task }: { id: number; task: Task }) => {
  try {
    port.postMessage({ id, outcome: runTask(task, () => port.postMessage({ id, started: true })) });
  } catch (error) {
    port.postMessage({ id, error: String(error) });
  }
});
