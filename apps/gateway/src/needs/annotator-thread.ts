import { parentPort } from "node:worker_threads";
import { annotate } from "@milango/core/needs/understanding";
import { loadThesaurus } from "../load-thesaurus.ts";
import type { AnnotationAnswer, AnnotationTask } from "./annotator.ts";

const thesaurus = await loadThesaurus();
// The first text makes the index.
annotate("eau", "fr", thesaurus);

parentPort?.on("message", ({ id, text, language }: AnnotationTask) => {
  parentPort?.postMessage({ id, found: annotate(text, language, thesaurus) } satisfies AnnotationAnswer);
});
