import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("The matchmaker's settings", () => {
  it("are the address of NATS", () => {
    expect(readConfig({ NATS_URL: "nats://localhost:4222" })).toEqual({
      natsUrl: "nats://localhost:4222",
      healthPort: undefined,
      embeddings: undefined,
    });
    expect(readConfig({ NATS_URL: "nats://localhost:4222", MILANGO_HEALTH_PORT: "8222" }).healthPort).toBe(8222);
  });

  it.each([[undefined], [""], ["localhost:4222"]])("name what is wrong with NATS_URL=%s", (NATS_URL) => {
    expect(() => readConfig({ NATS_URL })).toThrow(/NATS_URL/);
  });

  it("may name an endpoint that turns texts into vectors", () => {
    const NATS_URL = "nats://localhost:4222";
    const set = { NATS_URL, MILANGO_EMBEDDINGS_URL: "http://localhost:11434/v1", MILANGO_EMBEDDINGS_MODEL: "bge-m3" };
    expect(readConfig(set).embeddings).toEqual({ url: "http://localhost:11434/v1", model: "bge-m3", key: undefined });
    expect(() => readConfig({ NATS_URL, MILANGO_EMBEDDINGS_MODEL: "bge-m3" })).toThrow(/go together/);
    expect(() => readConfig({ ...set, MILANGO_EMBEDDINGS_URL: "localhost" })).toThrow(/EMBEDDINGS_URL/);
  });

  it("name every bad one at once", () => {
    expect(() => readConfig({ MILANGO_HEALTH_PORT: "70000" })).toThrow(/NATS_URL.*MILANGO_HEALTH_PORT/s);
  });
});
