import { Worker } from "node:worker_threads";
import type { Bus } from "@milango/bus";
import { type AnnotateAnswer, AnnotateAnswerSchema, wireSubjects } from "@milango/core/messages";
import type { Language } from "@milango/core/text";
import { Value } from "typebox/value";

/** What a text is about. */
type Found = AnnotateAnswer["items"];

/**
 * Finds concepts in texts. A matchmaker does it, which has the index at hand; without one, a thread of our own, which
 * first takes some seconds to make it: neither holds up anybody else.
 */
export interface Annotator {
  /** Concepts of a text, strongest first. Rejects when our own thread failed; the next text starts another. */
  annotate(text: string, language: Language): Promise<Found>;
  /** The same by a matchmaker alone, for what can wait or do without; rejects when none answers. */
  ask(text: string, language: Language): Promise<Found>;
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
  readonly found: Found;
}

const askMs = 1_000;

export function createAnnotator({ wire }: Pick<Bus, "wire">): Annotator {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, PromiseWithResolvers<Found>>();

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

  function readOurselves(text: string, language: Language): Promise<Found> {
    worker ??= start();
    const id = ++lastId;
    const answer = Promise.withResolvers<Found>();
    waiting.set(id, answer);
    worker.postMessage({ id, text, language } satisfies AnnotationTask);
    return answer.promise;
  }

  async function ask(text: string, language: Language): Promise<Found> {
    const asked = Buffer.from(JSON.stringify({ text, lang: language }));
    const answer = await wire.ask(wireSubjects.annotate, asked, { timeoutMs: askMs });
    return Value.Parse(AnnotateAnswerSchema, JSON.parse(Buffer.from(answer).toString("utf8"))).items;
  }

  return {
    ask,
    annotate: (text, language) => ask(text, language).catch(() => readOurselves(text, language)),
    async close() {
      await worker?.terminate();
    },
  };
}
