import { type LocalizedText, languages } from "@milango/core/text";
import type { Log } from "../log.ts";
import type { EngineActor, Vectors } from "../scoring/candidate.ts";
import type { Embedder } from "./embedder.ts";

/** The vectors of the texts of a network, fetched before they are needed: scoring itself waits for nothing. */
export interface VectorStore extends Vectors {
  /** Fetches what is missing for these actors' texts. Never rejects: without vectors the engine does as well as it can. */
  prepare(actors: Iterable<EngineActor>): Promise<void>;
}

/** After a failure the endpoint is left alone for so long, in ms. */
const pauseMs = 60_000;

export function createVectorStore(embedder: Embedder, log: Log, now: () => number): VectorStore {
  const known = new Map<string, Float32Array>();
  let silentUntil = 0;

  return {
    async prepare(actors) {
      const missing = new Set<string>();
      for (const actor of actors)
        for (const { text } of [...actor.needs, ...actor.offers]) {
          const said = textOf(text);
          if (said !== "" && !known.has(said)) missing.add(said);
        }
      if (missing.size === 0 || now() < silentUntil) return;
      const texts = [...missing];
      try {
        for (const [at, vector] of (await embedder.embed(texts)).entries()) known.set(texts[at] as string, vector);
      } catch (error) {
        silentUntil = now() + pauseMs;
        log.warn("no vectors: matching goes on without them", { texts: texts.length, error: String(error) });
      }
    },
    of: (text) => known.get(textOf(text)),
  };
}

/** One text for one vector: the first language it is written in. */
function textOf(text: string | LocalizedText): string {
  if (typeof text === "string") return text.trim();
  for (const language of languages) {
    const written = text[language]?.trim();
    if (written !== undefined && written !== "") return written;
  }
  return "";
}
