import type { Wire } from "@milango/bus";
import { describe, expect, it } from "vitest";
import { createAnnotator } from "./annotator.ts";

const wireThat = (ask: Wire["ask"]) => ({ wire: { ask } as Wire });

describe("Reading a text", () => {
  it("is done by a matchmaker where there is one", async () => {
    const items = [{ concept: "waste.glass", weight: 0.9, spans: [{ start: 0, end: 5 }] }];
    const annotator = createAnnotator(wireThat(async () => Buffer.from(JSON.stringify({ items }))));
    expect(await annotator.annotate("verre", "fr")).toEqual(items);
    await annotator.close();
  });

  it("is done here when none answers, or answers what nobody understands", async () => {
    for (const ask of [
      async () => Promise.reject(new Error("Nobody serves")),
      async () => Buffer.from("{}"),
    ] satisfies Wire["ask"][]) {
      const annotator = createAnnotator(wireThat(ask));
      const [first, second] = await Promise.all([
        annotator.annotate("broyer des bouteilles en verre", "fr"),
        annotator.annotate("agua potable", "es"),
      ]);
      expect(first[0]?.concept).toMatch(/glass/);
      expect(second[0]?.concept).toMatch(/^water\./);
      await annotator.close();
    }
  }, 60_000);
});
