import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lintThesaurus } from "./lint-thesaurus.ts";
import { parseThesaurus, ThesaurusError } from "./thesaurus.ts";
import { thesaurusFiles } from "./thesaurus-files.ts";

const line = (entry: Readonly<Record<string, unknown>>) =>
  JSON.stringify({
    broader: null,
    kinds: ["service"],
    labels: { fr: ["étiquette"] },
    voices: {},
    context: {},
    meets: [],
    ...entry,
  });

const faultsOf = (lines: readonly string[]): readonly string[] => {
  try {
    parseThesaurus(lines);
    return [];
  } catch (error) {
    if (error instanceof ThesaurusError) return error.faults;
    throw error;
  }
};

describe("The thesaurus's files", () => {
  const lines = thesaurusFiles.flatMap((file) => readFileSync(file, "utf8").split("\n"));

  it("fit the schema, with unique ids and relations that lead somewhere", () => {
    expect(parseThesaurus(lines).entries.length).toBeGreaterThanOrEqual(3_000);
  });

  it("have no fault the linter knows: orphans, twin labels, too few words", () => {
    expect(lintThesaurus(parseThesaurus(lines))).toEqual([]);
  });

  it("give every concept a label in French, Spanish and English", () => {
    const without = parseThesaurus(lines).entries.filter(({ labels }) =>
      (["fr", "es", "en"] as const).some((language) => (labels[language] ?? []).length === 0),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });
});

describe("Parsing a thesaurus", () => {
  it("skips empty lines and keeps the order of the file", () => {
    const { entries, indexOf } = parseThesaurus([line({ id: "a.one" }), "", line({ id: "a.two", broader: "a.one" })]);
    expect(entries.map(({ id }) => id)).toEqual(["a.one", "a.two"]);
    expect(indexOf.get("a.two")).toBe(1);
  });

  it("names the line and field of everything that is wrong, at once", () => {
    const faults = faultsOf([
      "{",
      line({ id: "a.one", kinds: [] }),
      line({ id: "a.two", broader: "a.gone", meets: ["a.lost"] }),
      line({ id: "a.two" }),
    ]);
    expect(faults.map((fault) => fault.slice(0, 7))).toEqual(["line 1:", "line 2:", "line 4:", "line 3:", "line 3:"]);
    expect(faults[1]).toContain("/kinds");
    expect(faults[2]).toContain("a.two is already on line 3");
    expect(faults[3]).toContain("broader of a.two names a.gone");
    expect(faults[4]).toContain("meets of a.two names a.lost");
  });

  it("refuses concepts that are broader than themselves in a circle", () => {
    const faults = faultsOf([line({ id: "a.one", broader: "a.two" }), line({ id: "a.two", broader: "a.one" })]);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain("circle");
  });
});
