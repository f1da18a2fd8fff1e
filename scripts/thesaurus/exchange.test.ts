import { parseThesaurus } from "@milango/core/needs/thesaurus";
import { loadThesaurus } from "@milango/matchmaker/engine";
import { describe, expect, it } from "vitest";
import { fromCsv, toCsv } from "./csv.ts";
import { fromSkos, toSkos } from "./skos.ts";

const { entries } = loadThesaurus();
const read = (concepts: readonly unknown[]) =>
  parseThesaurus(concepts.map((concept) => JSON.stringify(concept))).entries;

describe("The thesaurus in formats of others", () => {
  it("comes back from SKOS as it went", () => {
    expect(read(fromSkos(toSkos(entries)))).toEqual(entries);
  });

  it("comes back from CSV as it went", () => {
    expect(read(fromCsv(toCsv(entries)))).toEqual(entries);
  });

  it("is refused with every fault named when a file was broken", () => {
    const [header = "", ...rows] = toCsv(entries.slice(0, 3)).split("\n");
    expect(() => read(fromCsv([header, rows[0], rows[0]].join("\n")))).toThrow(/already on line/);
    expect(() => fromSkos("this is no Turtle")).toThrow();
  });
});
