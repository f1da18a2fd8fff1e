import { describe, expect, it } from "vitest";
import { readFile } from "./read-file.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("reading an uploaded file", () => {
  it("reads a table with a byte order mark, quotes and semicolons", async () => {
    const records = await readFile(
      bytes('\uFEFFnom;territoire;besoins\n"Ti; ""Jardin""";GP;"Une serre\nDes semences"\n'),
      "table",
    );
    expect(records).toMatchObject([
      { name: 'Ti; "Jardin"', country: "GP", needs: [{ text: "Une serre" }, { text: "Des semences" }] },
    ]);
  });

  it("keeps characters that fall between two of the pieces it reads", async () => {
    for (const shift of ["", "x"]) {
      const name = `${shift}${"👍".repeat(100_000)}`;
      expect(await readFile(bytes(`nom\n${name}\n`), "table")).toMatchObject([{ name }]);
    }
  });

  it.each([
    ["a file that is not UTF-8", new Uint8Array([0x6e, 0x6f, 0x6d, 0x0a, 0xe9, 0x0a]), "table"],
    ["an empty file", new Uint8Array(), "table"],
    ["a quote that never closes", bytes('nom\n"Ti Jardin\nMF'), "table"],
    ["a table without names", bytes("a,b\n1,2"), "table"],
    ["a table in place of JSON", bytes("nom\nTi Jardin"), "json"],
    ["JSON without records", bytes('{"type":"FeatureCollection","features":[]}'), "json"],
  ] as const)("refuses %s, saying what to do", async (_, file, format) => {
    await expect(readFile(file, format)).rejects.toMatchObject({ code: "IMPORT_UNREADABLE" });
  });
});
