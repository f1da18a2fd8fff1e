import { parentPort } from "node:worker_threads";
import { annotate } from "@milango/core/needs/understanding";
import { loadThesaurus } from "../load-thesaurus.ts";
import type { AnnotationAnswer, AnnotationTask } from "./annotator.ts";

const thesaurus = await loadThesaurus();
parentPort?.on("message", ({ id, text, language }: AnnotationTask) => {
  const found = annotate(text, language, thesaurus).map((each) => ({ ...each, spans: [...each.spans] }));
  parentPort?.postMessage({ id, found } satisfies AnnotationAnswer);
});
