import { describe, expect, it } from "vitest";
import { MilangoError } from "../../errors.ts";
import { readJsonRecords } from "./read-json.ts";
import { readTableRecords, sniffDelimiter } from "./read-table.ts";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof MilangoError ? error.code : "not ours";
  }
  return "none";
};

describe("reading a table of actors", () => {
  it("finds its columns in French, Spanish or English, whatever their case and accents", () => {
    const french = readTableRecords([
      ["Nom", "Territoire", "Localité", "Besoins", "Offres", "Filière", "Latitude", "Longitude"],
      [
        "Les Mains vertes",
        "Saint-Martin",
        "Marigot",
        "Une serre | Des semences",
        "Compost",
        "agriculture, déchets",
        "18,07",
        "-63,09",
      ],
    ]);
    expect(french).toMatchObject([
      {
        name: "Les Mains vertes",
        country: "Saint-Martin",
        locality: "Marigot",
        needs: [
          { text: "Une serre", language: "fr" },
          { text: "Des semences", language: "fr" },
        ],
        offers: [{ text: "Compost", language: "fr" }],
        keywords: ["agriculture", "déchets"],
        point: { latitude: 18.07, longitude: -63.09 },
      },
    ]);
    const spanish = readTableRecords([
      ["NOMBRE", "País", "Necesidades", "description_fr", "description_es"],
      ["Manos", "Costa Rica", "Semillas", "Des mains", "Unas manos"],
    ]);
    expect(spanish).toMatchObject([
      {
        country: "Costa Rica",
        needs: [{ text: "Semillas", language: "es" }],
        descriptions: [
          { text: "Des mains", language: "fr" },
          { text: "Unas manos", language: "es" },
        ],
      },
    ]);
  });

  it("tells comma, semicolon and tab apart by the first line, quotes left aside", () => {
    expect(sniffDelimiter("name,territory\n")).toBe(",");
    expect(sniffDelimiter('"nom, complet";territoire;besoins\na,b,c,d')).toBe(";");
    expect(sniffDelimiter("name\tterritory")).toBe("\t");
    expect(sniffDelimiter("name")).toBe(",");
  });

  it("skips empty lines and refuses a table without names or without records", () => {
    expect(readTableRecords([["name"], [""], ["A"], ["  "]])).toHaveLength(1);
    expect(
      codeOf(() =>
        readTableRecords([
          ["place", "country"],
          ["a", "b"],
        ]),
      ),
    ).toBe("IMPORT_UNREADABLE");
    expect(codeOf(() => readTableRecords([["name"], [""]]))).toBe("IMPORT_UNREADABLE");
    expect(codeOf(() => readTableRecords([]))).toBe("IMPORT_UNREADABLE");
  });
});

describe("reading a JSON file of actors", () => {
  it("reads GeoJSON with tagged properties, misspelt tags included", () => {
    const properties = {
      _id: "76100b",
      name: "Kraftfeld",
      "addr:country": "Österreich",
      "addr:city": "Absam",
      "contact:website": "www.kraftfeld.at",
      type_of_initiative: "community_garden; other",
      description: "Ein Feld",
      "descripiton:fr": "Un champ",
      description_es: "Un campo",
    };
    const geometry = { type: "Point", coordinates: [11.49, 47.29] };
    const [record] = readJsonRecords(
      JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", properties, geometry }] }),
    );
    expect(record).toMatchObject({
      externalId: "76100b",
      country: "Österreich",
      locality: "Absam",
      website: "www.kraftfeld.at",
      keywords: ["community_garden", "other"],
      point: { latitude: 47.29, longitude: 11.49 },
      descriptions: [
        { text: "Ein Feld", language: null },
        { text: "Un champ", language: "fr" },
        { text: "Un campo", language: "es" },
      ],
    });
  });

  it("reads a GoGoCarto export, alone or under data", () => {
    const element = {
      id: "wd40",
      name: "Ti Jardin",
      geo: { latitude: 16.0, longitude: -61.73 },
      address: { addressLocality: "Basse-Terre", postalCode: "97100", addressCountry: "FR" },
      categories: ["Agriculture", { name: "Marché" }],
      description: "<p>Un jardin&nbsp;partagé</p>",
      descriptionMore: "Ouvert à tous",
      website: "https://tijardin.gp",
    };
    const expected = {
      externalId: "wd40",
      name: "Ti Jardin",
      country: "FR",
      postcode: "97100",
      locality: "Basse-Terre",
      point: { latitude: 16.0, longitude: -61.73 },
      keywords: ["Agriculture", "Marché"],
      descriptions: [{ text: "Un jardin partagé" }, { text: "Ouvert à tous" }],
    };
    expect(readJsonRecords(JSON.stringify([element]))).toMatchObject([expected]);
    expect(readJsonRecords(JSON.stringify({ licence: "x", data: [element] }))).toMatchObject([expected]);
  });

  it("refuses with one code what is no JSON, no list, empty, or nested without end", () => {
    const nested = `${"[".repeat(200)}${"]".repeat(200)}`;
    for (const text of [
      "not json",
      "{}",
      "[]",
      '{"type":"FeatureCollection","features":[]}',
      nested,
      "[".repeat(1_000_000),
    ]) {
      expect(codeOf(() => readJsonRecords(text))).toBe("IMPORT_UNREADABLE");
    }
  });

  it("takes no point from coordinates that are no place on Earth", () => {
    const at = (coordinates: unknown) =>
      readJsonRecords(JSON.stringify([{ name: "a", geometry: { type: "Point", coordinates } }]))[0];
    expect(at([0, 0])).toMatchObject({ point: null, pointUnreadable: true });
    expect(at([200, 10])).toMatchObject({ point: null, pointUnreadable: true });
    expect(at(["x", null])).toMatchObject({ point: null, pointUnreadable: true });
    expect(at([])).toMatchObject({ point: null, pointUnreadable: false });
  });
});
