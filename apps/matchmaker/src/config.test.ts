import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("The matchmaker's settings", () => {
  it("are the address of NATS", () => {
    expect(readConfig({ NATS_URL: "nats://localhost:4222" })).toEqual({ natsUrl: "nats://localhost:4222" });
  });

  it.each([[undefined], [""], ["localhost:4222"]])("name what is wrong with NATS_URL=%s", (NATS_URL) => {
    expect(() => readConfig({ NATS_URL })).toThrow(/NATS_URL/);
  });
});
