import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createMatcher } from "../matcher.ts";
import type { SimpleActor } from "../scoring/candidate.ts";
import { fuse, unitVector, vectorShare } from "./embedder.ts";
import { createEndpointEmbedder } from "./endpoint-embedder.ts";
import { createVectorStore } from "./vector-store.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** An endpoint that knows two matters: what is about the moon, and everything else. */
async function startEndpoint(answer?: (input: string[]) => unknown): Promise<{ url: string; asked: string[][] }> {
  const asked: string[][] = [];
  const opened = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { input, model } = JSON.parse(body) as { input: string[]; model: string };
    asked.push(input);
    if (request.url !== "/v1/embeddings" || model !== "tiny" || request.headers.authorization !== "Bearer secret") {
      response.writeHead(401).end();
      return;
    }
    const data = input.map((text, index) => ({ index, embedding: /lun|moon|zzyzx/i.test(text) ? [3, 0.1] : [0, 2] }));
    // Answers may come in any order.
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.(input) ?? { data: data.reverse() }));
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(opened.address() as AddressInfo).port}/v1/`, asked };
}

const actor = (id: string, territory: string, need: string, offer: string): SimpleActor => ({
  id,
  territory,
  language: "en",
  needs: [{ id: `${id}n`, text: need }],
  offers: [{ id: `${id}o`, text: offer }],
});
const actors = [
  actor("a", "MF", "qwrtz for the moon", "hgfds"),
  actor("b", "CR", "mnbvc", "zzyzx"),
  actor("c", "CR", "poiuz", "lkjhg"),
];

const log = () => {
  const warnings: string[] = [];
  return { warnings, info: () => undefined, warn: (event: string) => void warnings.push(event) };
};

describe("An embeddings endpoint", () => {
  it("is asked once for each text, in portions, and answers in the order of the question", async () => {
    const { url, asked } = await startEndpoint();
    const embedder = createEndpointEmbedder({ url, model: "tiny", key: "secret" });
    const texts = Array.from({ length: 100 }, (_, at) => (at === 70 ? "moon" : `text ${at}`));
    const vectors = await embedder.embed(texts);
    expect(asked.map(({ length }) => length)).toEqual([64, 36]);
    expect(vectors[70]?.[0]).toBeCloseTo(1, 2);
    expect([...(vectors[3] ?? [])]).toEqual([0, 1]);
  });

  it("lets partners be found that the thesaurus knows nothing of", async () => {
    const { url, asked } = await startEndpoint();
    const vectors = createVectorStore(createEndpointEmbedder({ url, model: "tiny", key: "secret" }), log(), Date.now);
    await vectors.prepare(actors);
    await vectors.prepare(actors);
    expect(asked.length).toBe(1);
    const without = await createMatcher({ actors });
    expect(without.explain("a", "b").score).toBeLessThan(0.01);
    const matcher = await createMatcher({ actors, vectors });
    expect(matcher.topK("a", 1)[0]?.id).toBe("b");
    expect(matcher.explain("a", "b").score).toBeCloseTo(matcher.topK("a", 1)[0]?.score ?? 0, 6);
    const sure = matcher.explain("a", "b").reasons.find(({ needId }) => needId === "an");
    expect(sure?.offerId).toBe("bo");
  });

  it.each([
    ["a refusal", { key: "wrong" }, undefined, /401/],
    ["too few vectors", { key: "secret" }, () => ({ data: [{ index: 0, embedding: [1, 0] }] }), /1 vectors for 2/],
    ["something else", { key: "secret" }, () => ({ error: "busy" }), /something else/],
    [
      "no direction",
      { key: "secret" },
      () => ({ data: [0, 1].map((index) => ({ index, embedding: [0, 0] })) }),
      /direction/,
    ],
  ])("is told apart when it answers %s, and matching goes on without", async (_, { key }, answer, message) => {
    const { url } = await startEndpoint(answer);
    const embedder = createEndpointEmbedder({ url, model: "tiny", key });
    await expect(embedder.embed(["one", "two"])).rejects.toThrow(message);
    const heard = log();
    const vectors = createVectorStore(embedder, heard, () => 1_000);
    await vectors.prepare(actors);
    await vectors.prepare(actors);
    expect(heard.warnings).toEqual(["no vectors: matching goes on without them"]);
    const [bare, with0] = [await createMatcher({ actors }), await createMatcher({ actors, vectors })];
    expect(with0.topK("a", 5)).toEqual(bare.topK("a", 5));
  });
});

describe("Fusing", () => {
  it("leaves a strength alone where a vector is missing, and never leaves 0 to 1", () => {
    const [east, north] = [unitVector([1, 0]), unitVector([0, 3])];
    expect(fuse(0.4, undefined, east)).toBe(0.4);
    expect(fuse(1, east, east)).toBeCloseTo(1);
    expect(fuse(0.5, east, north)).toBeCloseTo(0.5 * (1 - vectorShare));
    expect(() => unitVector([0, 0])).toThrow(RangeError);
  });
});
