import { readJsonRecords } from "@milango/core/actors/import";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Effect, type ImportedActor, runImport } from "./run-import.ts";

/** Remembers actors by key, as the record would. */
function memory() {
  const kept = new Map<string, string>();
  const reads: number[] = [];
  return {
    kept,
    reads,
    async file(actors: readonly ImportedActor[], read: number): Promise<Effect[]> {
      reads.push(read);
      return actors.map(({ key, actor }) => {
        const before = kept.get(key);
        const now = JSON.stringify(actor);
        kept.set(key, now);
        return before === undefined ? "imported" : before === now ? "unchanged" : "updated";
      });
    },
  };
}

const elements = (names: readonly string[]) =>
  readJsonRecords(
    JSON.stringify(names.map((name, id) => ({ id, name, territory: "MF", description: "Un jardin partagé" }))),
  );

describe("taking in a file", () => {
  it("goes in chunks, changes nothing the second time and updates what the file changed", async () => {
    const target = memory();
    const names = Array.from({ length: 250 }, (_, at) => `Actor ${at}`);
    const first = await runImport(elements(names), { acceptOutside: false }, target);
    expect(first).toMatchObject({ read: 250, imported: 250, updated: 0, unchanged: 0, refused: [] });
    expect(target.reads).toEqual([100, 200, 250]);
    expect(await runImport(elements(names), { acceptOutside: false }, target)).toMatchObject({
      imported: 0,
      unchanged: 250,
    });
    const changed = elements(names.with(7, "Another name"));
    expect(await runImport(changed, { acceptOutside: false }, target)).toMatchObject({ updated: 1, unchanged: 249 });
  });

  it("accounts for every record of any file", async () => {
    const element = fc.record({
      id: fc.option(fc.nat(5), { nil: undefined }),
      name: fc.option(fc.string(), { nil: undefined }),
      country: fc.constantFrom("MF", "SR", "Austria", "", "Atlantis", "Saint-Martin"),
      lat: fc.constantFrom(18.07, 48.15, 0, 900, undefined),
      lng: fc.constantFrom(-63.09, 17.1, 0, undefined),
      description: fc.oneof(fc.string(), fc.constant({ fr: "Un jardin" }), fc.constant(null)),
      website: fc.string(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(element, { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        async (list, acceptOutside) => {
          const report = await runImport(readJsonRecords(JSON.stringify(list)), { acceptOutside }, memory());
          expect(report.read).toBe(list.length);
          expect(report.imported + report.updated + report.unchanged + report.refused.length).toBe(report.read);
          const byCode = Object.values(report.refusedByCode).reduce((sum, one) => sum + one, 0);
          expect(byCode).toBe(report.refused.length);
        },
      ),
    );
  });
});
