import { describe, expect, it } from "vitest";
import { timeZoneOf } from "../workshops/local-times.ts";
import { type Spelt, spellCountry } from "./import/country-code.ts";
import { isTerritoryCode, isWithin, neighbours, territories, territoryCodes, territoryOf } from "./territory.ts";

const readAs = (written: string): string => {
  const spelt: Spelt = spellCountry(written);
  return spelt.is === "code" ? spelt.code : spelt.is === "ambiguous" ? `${spelt.between}?` : spelt.is;
};

/** Hours that the clocks of a zone are ahead of UTC at an instant. */
const hoursFromUtc = (timeZone: string, at: number): number => {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
};
const january = Date.UTC(2026, 0, 15, 12);
const july = Date.UTC(2026, 6, 15, 12);

describe("the territories of the network", () => {
  it("are ten, each with its own ISO code", () => {
    expect([...territoryCodes].sort()).toEqual(["CR", "DO", "GF", "GP", "HT", "JM", "LC", "MF", "MQ", "SR"]);
    expect(new Set(territoryCodes).size).toBe(10);
  });

  it("stand from west to east", () => {
    const middles = territories.map(({ bounds: [west, , east] }) => (west + east) / 2);
    expect(middles).toEqual([...middles].sort((one, other) => one - other));
  });

  it("are known by their exact code and nothing else", () => {
    for (const code of territoryCodes) {
      expect(isTerritoryCode(code)).toBe(true);
      expect(territoryOf(code)?.code).toBe(code);
    }
    for (const other of ["SX", "FR", "mf", "MF ", "", "constructor", "__proto__", null, 7, ["MF"]])
      expect(isTerritoryCode(other), String(other)).toBe(false);
    expect(territoryOf("SX")).toBeUndefined();
  });

  it("keep the neighbour on the same island apart, by code, name and clock", () => {
    expect(neighbours.map(({ code, confusedWith }) => [code, confusedWith])).toEqual([["SX", "MF"]]);
    const own = new Set<string>(territories.flatMap(({ names, spellings }) => [...Object.values(names), ...spellings]));
    for (const { names, spellings } of neighbours)
      for (const name of [...Object.values(names), ...spellings]) expect(own.has(name), name).toBe(false);
    expect(timeZoneOf("SX")).toBe("America/Lower_Princes");
    expect(timeZoneOf("MF")).toBe("America/Marigot");
  });

  it("each hold their own capital, and Philipsburg lies outside Saint-Martin", () => {
    const capitals = {
      CR: [9.93, -84.08],
      JM: [17.97, -76.79],
      HT: [18.54, -72.34],
      DO: [18.47, -69.9],
      MF: [18.07, -63.09],
      GP: [16.0, -61.73],
      MQ: [14.6, -61.07],
      LC: [14.01, -60.99],
      SR: [5.85, -55.2],
      GF: [4.93, -52.33],
    } as const;
    for (const [code, [latitude, longitude]] of Object.entries(capitals)) {
      const around = territories.filter((territory) => isWithin(territory, { latitude, longitude }));
      expect(around.map((territory) => territory.code)).toContain(code);
    }
    const philipsburg = { latitude: 18.02, longitude: -63.05 };
    expect(territories.filter((territory) => isWithin(territory, philipsburg))).toEqual([]);
  });
});

describe("a territory's name", () => {
  it.each([
    ["CR", ["CR", "cr", "Costa Rica", "Kosta Rika"]],
    ["JM", ["JM", "Jamaïque", "Jamaica", "Jamayik"]],
    ["HT", ["HT", "Haïti", "Haití", "Haiti", "Ayiti"]],
    [
      "DO",
      [
        "DO",
        "République dominicaine",
        "República Dominicana",
        "Dominican Republic",
        "Dominicaanse Republiek",
        "Repiblik Dominikèn",
      ],
    ],
    ["GP", ["GP", "Guadeloupe", "Guadalupe", "Gwadloup"]],
    ["MQ", ["MQ", "Martinique", "Martinica", "Matinik"]],
    ["LC", ["LC", "Sainte-Lucie", "Santa Lucía", "Saint Lucia", "St. Lucia", "Sent Lisi"]],
    ["SR", ["Suriname", "Surinam", "Sirinam"]],
    ["GF", ["GF", "Guyane", "Guayana Francesa", "French Guiana", "Frans-Guyana", "Giyàn franse"]],
    [
      "MF",
      [
        "MF",
        "Saint-Martin (partie française)",
        "San Martín (parte francesa)",
        "Saint Martin (French part)",
        "Sint-Maarten (Frans deel)",
        "Sen Maten (pati franse)",
      ],
    ],
    [
      "SX",
      [
        "SX",
        "sx",
        "Sint Maarten",
        "Sint-Maarten",
        "St. Maarten",
        "Saint-Martin (partie néerlandaise)",
        "San Martín (parte neerlandesa)",
        "Saint Martin (Dutch part)",
        "Sint Maarten (Nederlands deel)",
        "Sen Maten (pati olandè)",
      ],
    ],
  ] as const)("is read as %s in French, Spanish, English, Dutch and Creole", (code, written) => {
    expect(written.map(readAs)).toEqual(written.map(() => code));
  });

  it("stays open between the two halves of the island while only the island is named", () => {
    const island = ["Saint-Martin", "St Martin", "San Martín", "Saint Martin", "Sint Martin", "Sen Maten"];
    expect(island.map(readAs)).toEqual(island.map(() => "MF?"));
  });

  it("is never taken for a name that only resembles it", () => {
    expect(["Guyana", "Dominica", "Martín", "San Marino", "Slovakia"].map(readAs)).not.toContainEqual(
      expect.stringMatching(/^(GF|DO|MF|MF\?|SR)$/),
    );
  });
});

describe("the clocks of the territories", () => {
  it.each([
    ["MF", -4, -4],
    ["SX", -4, -4],
    ["GP", -4, -4],
    ["MQ", -4, -4],
    ["LC", -4, -4],
    ["DO", -4, -4],
    ["CR", -6, -6],
    ["JM", -5, -5],
    ["HT", -5, -4],
    ["GF", -3, -3],
    ["SR", -3, -3],
  ] as const)("of %s are %i hours from UTC in January and %i in July", (code, winter, summer) => {
    const timeZone = timeZoneOf(code) ?? "";
    expect([hoursFromUtc(timeZone, january), hoursFromUtc(timeZone, july)]).toEqual([winter, summer]);
  });
});
