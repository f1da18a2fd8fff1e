import { describe, expect, it } from "vitest";
import { locales } from "../text/language.ts";
import { parseSector, sectorOf, sectors } from "./sector.ts";

describe("sectors", () => {
  it("have an id each, by which they are found, and a name of their own in every language of the interface", () => {
    expect(new Set(sectors.map(({ id }) => id)).size).toBe(sectors.length);
    for (const sector of sectors) expect(sectorOf(sector.id)).toBe(sector);
    for (const locale of locales) expect(new Set(sectors.map(({ names }) => names[locale])).size).toBe(sectors.length);
    for (const id of ["", "AGRICULTURE", "constructor"]) expect(sectorOf(id), id).toBeUndefined();
  });

  it("never share a spelling, so that the order of the list decides nothing", () => {
    const ownerOf = new Map<string, string>();
    for (const { id, names, spellings } of sectors) {
      for (const spelling of [id, ...spellings, ...Object.values(names).map((name) => name.toLowerCase())]) {
        expect(ownerOf.get(spelling) ?? id, spelling).toBe(id);
        ownerOf.set(spelling, id);
      }
    }
  });

  it("are read from their names in every language of the interface", () => {
    for (const sector of sectors)
      for (const locale of locales) expect(parseSector(sector.names[locale])?.id, sector.names[locale]).toBe(sector.id);
  });

  it.each([
    ["Pêche", "fishing"],
    ["  DÉCHETS ", "waste"],
    ["economía circular", "reuse"],
    ["landbouw", "agriculture"],
    ["petite enfance", "childhood"],
    ["Finance solidaire", "finance"],
  ])("are read from %s as %s", (text, id) => {
    expect(parseSector(text)?.id).toBe(id);
  });

  it("are not read from what names none", () => {
    for (const text of ["", "mercerie", "autre", "constructor", "__proto__"])
      expect(parseSector(text), text).toBeUndefined();
  });
});
