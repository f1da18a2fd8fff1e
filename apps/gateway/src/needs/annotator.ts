import { Worker } from "node:worker_threads";
import type { ConceptWeight } from "@milango/core/needs/understanding";
import type { Language } from "@milango/core/text";

/** Finds concepts in texts in a thread of its own: the index it reads by takes seconds to make, once. */
export interface Annotator {
  /** Makes the index before somebody waits for it. */
  prepare(): void;
  /** Concepts of a text, strongest first. Rejects when the thread failed; the next text starts another. */
  annotate(text: string, language: Language): Promise<ConceptWeight[]>;
  close(): Promise<void>;
}

/** A text for the thread, and what it found. */
export interface AnnotationTask {
  readonly id: number;
  readonly text: string;
  readonly language: Language;
}
export interface AnnotationAnswer {
  readonly id: number;
  readonly found: ConceptWeight[];
}

export function createAnnotator(): Annotator {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, PromiseWithResolvers<ConceptWeight[]>>();

  function start(): Worker {
    const started = new Worker(new URL("./annotator-thread.ts", import.meta.url));
    started.unref();
    started.on("message", ({ id, found }: AnnotationAnswer) => {
      waiting.get(id)?.resolve(found);
      waiting.delete(id);
    });
    const fail = (error: Error) => {
      if (worker !== started) return;
      worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("error", (error) => fail(error instanceof Error ? error : new Error(String(error))));
    started.on("exit", () => fail(new Error("The thread that reads texts ended")));
    return started;
  }

  return {
    prepare() {
      worker ??= start();
    },
    annotate(text, language) {
      worker ??= start();
      const id = ++lastId;
      const answer = Promise.withResolvers<ConceptWeight[]>();
      waiting.set(id, answer);
      worker.postMessage({ id, text, language } satisfies AnnotationTask);
      return answer.promise;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
