import { Type } from "typebox";
import { Value } from "typebox/value";
import { type Embedder, unitVector } from "./embedder.ts";

export interface Endpoint {
  /** Base address of an API that speaks as OpenAI's, like `http://localhost:11434/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key?: string | undefined;
  /** How long an answer may take, in ms. */
  readonly timeoutMs?: number;
}

/** Texts asked for at once. */
const batch = 64;

const AnswerSchema = Type.Object({
  data: Type.Array(Type.Object({ index: Type.Integer({ minimum: 0 }), embedding: Type.Array(Type.Number()) })),
});

/** Vectors from an endpoint: https://platform.openai.com/docs/api-reference/embeddings */
export function createEndpointEmbedder({ url, model, key, timeoutMs = 30_000 }: Endpoint): Embedder {
  const address = `${url.replace(/\/+$/, "")}/embeddings`;

  async function ask(texts: readonly string[]): Promise<Float32Array[]> {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input: texts, encoding_format: "float" }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`The embeddings endpoint answered ${response.status}`);
    const answer: unknown = await response.json();
    if (!Value.Check(AnswerSchema, answer)) throw new Error("The embeddings endpoint answered something else");
    const vectors: Float32Array[] = [];
    for (const { index, embedding } of answer.data) vectors[index] = unitVector(embedding);
    if (vectors.length !== texts.length || vectors.includes(undefined as never))
      throw new Error(`The embeddings endpoint answered ${answer.data.length} vectors for ${texts.length} texts`);
    return vectors;
  }

  return {
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += batch)
        vectors.push(...(await ask(texts.slice(from, from + batch))));
      return vectors;
    },
  };
}
