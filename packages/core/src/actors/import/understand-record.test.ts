import { existsSync, readFileSync } from "node:fs";
import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import { ActorDraftSchema } from "../actor.ts";
import type { ImportRecord } from "./import-record.ts";
import { readJsonRecords } from "./read-json.ts";
import { createImportReader, type Understood } from "./understand-record.ts";

const blank: ImportRecord = {
  index: 0,
  externalId: "",
  name: "Les Mains vertes",
  country: "",
  postcode: "",
  locality: "",
  point: null,
  pointUnreadable: false,
  website: "",
  descriptions: [{ text: "Une association qui cultive pour les familles du quartier", language: null }],
  needs: [],
  offers: [],
  keywords: [],
  legalForm: "",
  kind: "",
  languages: [],
};
const at = (latitude: number, longitude: number) => ({ point: { latitude, longitude } });
const marigot = at(18.07, -63.09);
const philipsburg = at(18.02, -63.05);
const basseTerre = at(16.0, -61.73);
const bratislava = at(48.15, 17.11);
const graz = at(47.07, 15.44);

function readAll(parts: readonly Partial<ImportRecord>[], acceptOutside = false): Understood[] {
  const records = parts.map((part, index) => ({ ...blank, ...part, name: part.name ?? `Actor ${index}`, index }));
  return records.map(createImportReader(records, { acceptOutside }));
}
function read(part: Partial<ImportRecord>, acceptOutside = false): Understood | undefined {
  return readAll([part], acceptOutside)[0];
}
const filed = (one: Understood | undefined) => (one?.as === "actor" ? one.actor.territory : one?.refusal.code);
const flags = (one: Understood | undefined) => one?.flags.map(({ flag }) => flag);

describe("the country of an imported record", () => {
  it.each([
    ["Costa Rica", "CR"],
    ["cr", "CR"],
    ["HAÏTI", "HT"],
    ["Ayiti", "HT"],
    ["Rép. dominicaine", "DO"],
    ["República Dominicana", "DO"],
    ["Martinica", "MQ"],
    ["Französisch-Guayana", "GF"],
    ["Surinam", "SR"],
    ["St. Lucia", "LC"],
    ["Guadelupe", "GP"],
    ["Jamaika", "JM"],
    ["Guadeloup", "GP"],
    ["Sint Maarten", "OUTSIDE_NETWORK"],
    ["Guyana", "OUTSIDE_NETWORK"],
    ["Dominica", "OUTSIDE_NETWORK"],
    ["Ελλάδα", "OUTSIDE_NETWORK"],
    ["Atlantis", "TERRITORY_UNKNOWN"],
  ])("is read from %s as %s", (country, expected) => {
    expect(filed(read({ country }))).toBe(expected);
  });

  it("is never Suriname for an SR whose point is in Europe", () => {
    const slovak = read({ country: "SR", ...bratislava }, true);
    expect(filed(slovak)).toBe("SK");
    expect(flags(slovak)).toContain("AMBIGUOUS_COUNTRY");
    expect(filed(read({ country: "SR", ...bratislava }))).toBe("OUTSIDE_NETWORK");
    expect(filed(read({ country: "sr", ...at(44.8, 20.46) }, true))).toBe("RS");
    expect(filed(read({ country: "SR", ...graz }, true))).toBe("TERRITORY_UNKNOWN");
    expect(filed(read({ country: "SR", ...at(5.85, -55.2) }))).toBe("SR");
  });

  it("is Suriname for an SR without a point, unless the rest of the file is from elsewhere", () => {
    expect(flags(read({ country: "SR" }))).toContain("AMBIGUOUS_COUNTRY");
    expect(filed(read({ country: "SR" }))).toBe("SR");
    expect(readAll([{ country: "SR" }, { country: "Austria" }], true).map(filed)).toEqual(["TERRITORY_UNKNOWN", "AT"]);
  });

  it("is told for Saint-Martin by place, postcode or point, else filed under MF with a flag", () => {
    const sides = [marigot, philipsburg].map((place) => filed(read({ country: "Saint-Martin", ...place }, true)));
    expect(sides).toEqual(["MF", "SX"]);
    expect(filed(read({ country: "St Martin", locality: "Philipsburg" }, true))).toBe("SX");
    expect(filed(read({ country: "France", postcode: "97150" }))).toBe("MF");
    const untold = read({ country: "Saint Martin" });
    expect([filed(untold), flags(untold)]).toEqual(["MF", ["AMBIGUOUS_COUNTRY"]]);
  });

  it("is the overseas territory when France is written and the place lies there", () => {
    expect(filed(read({ country: "FR", ...basseTerre }))).toBe("GP");
    expect(filed(read({ country: "France", postcode: "97300" }))).toBe("GF");
    expect(filed(read({ country: "France", postcode: "75011" }))).toBe("OUTSIDE_NETWORK");
  });

  it("is inferred from the point within the network, and flagged", () => {
    const found = read(basseTerre);
    expect(filed(found)).toBe("GP");
    expect(flags(found)).toEqual(["COUNTRY_UNKNOWN", "COUNTRY_INFERRED"]);
    expect(filed(read({}))).toBe("TERRITORY_UNKNOWN");
  });

  it("is inferred outside the network only when asked, from the nearest record within 150 km", () => {
    const records = [{ country: "Österreich", ...graz }, at(47.2, 15.6), at(40.9, -78.9)];
    expect(readAll(records, true).map(filed)).toEqual(["AT", "AT", "TERRITORY_UNKNOWN"]);
    expect(flags(readAll(records, true)[1])).toEqual(["COUNTRY_UNKNOWN", "COUNTRY_INFERRED"]);
    expect(readAll(records).map(filed)).toEqual(["OUTSIDE_NETWORK", "TERRITORY_UNKNOWN", "TERRITORY_UNKNOWN"]);
  });

  it("is kept as written but flagged when the point lies elsewhere", () => {
    expect(flags(read({ country: "Costa Rica", ...graz }))).toEqual(["POINT_ELSEWHERE"]);
    const around = [1, 2, 3].map((step) => ({ country: "Austria", ...at(47.07 + step / 100, 15.44) }));
    expect(flags(readAll([{ country: "Estonia", ...graz }, ...around], true)[0])).toEqual(["POINT_ELSEWHERE"]);
  });
});

describe("the sheet of an imported record", () => {
  it("keeps descriptions under the languages they are in", () => {
    const found = read({
      country: "MF",
      descriptions: [
        { text: "We repair bicycles and lend them to the young people of the island", language: null },
        { text: "Reparamos bicicletas y las prestamos a los jóvenes de la isla", language: "es" },
        { text: "Wir reparieren Fahrräder und verleihen sie an die Jugend der Insel", language: "de" },
      ],
    });
    expect(found).toMatchObject({
      as: "actor",
      actor: { description: { en: expect.stringContaining("We repair"), es: expect.stringContaining("Reparamos") } },
      flags: [{ flag: "OTHER_LANGUAGE" }],
    });
  });

  it("lets name and keywords stand in for a text in no language of the network", () => {
    const text = "Ein Garten, der von den Nachbarn gemeinsam bebaut wird und für alle offen ist";
    const found = read({
      country: "MF",
      name: "Garten",
      descriptions: [{ text, language: null }],
      keywords: ["community_garden", "other"],
    });
    expect(found).toMatchObject({
      actor: { description: { en: "Garten: community garden" }, sectors: ["agriculture"] },
    });
    expect(flags(found)).toEqual(["OTHER_LANGUAGE"]);
  });

  it("says when nothing describes it", () => {
    const found = read({ country: "MF", name: "Kiosque", descriptions: [], keywords: ["recycling_foodwaste"] });
    expect(found).toMatchObject({ actor: { description: { en: "Kiosque: recycling food waste" } } });
    expect(flags(found)).toEqual(["MISSING_DESCRIPTION"]);
  });

  it("reads websites as people write them and drops what is none", () => {
    const site = (website: string) => read({ country: "MF", website });
    expect(site("www.milango.org")).toMatchObject({ actor: { website: "http://www.milango.org" } });
    expect(site("HTTPS://milango.org/a")).toMatchObject({ actor: { website: "https://milango.org/a" } });
    for (const none of ["-", "update6", "two words.org", "javascript:alert(1)"]) {
      expect(site(none)).toMatchObject({ actor: { website: null }, flags: [{ flag: "WEBSITE_UNREADABLE" }] });
    }
  });

  it("reads legal forms of its territory, needs and offers", () => {
    const needs = [{ text: "Une machine pour broyer le verre", language: "fr" }];
    const found = read({ country: "CR", legalForm: "Cooperativa R.L.", needs });
    expect(found).toMatchObject({
      actor: { legalForm: "cr-cooperativa", kind: "private" },
      needs: [{ text: { fr: "Une machine pour broyer le verre" } }],
    });
    expect(flags(read({ country: "CR", legalForm: "GmbH" }))).toEqual(["LEGAL_FORM_UNKNOWN"]);
  });

  it("flags a second record of the same name nearby or with the same website, and takes both", () => {
    const found = readAll([
      { name: "Ti Jardin", country: "GP", ...basseTerre },
      { name: "TI JARDIN.", country: "GP", ...at(16.004, -61.73) },
      { name: "Ti jardin", country: "GP", ...at(16.3, -61.5) },
      { name: "Autre", country: "GP", website: "https://www.a.gp/" },
      { name: "Encore", country: "GP", website: "a.gp" },
    ]);
    expect(found.map(({ as }) => as)).toEqual(["actor", "actor", "actor", "actor", "actor"]);
    expect(found.map((one) => flags(one)?.includes("LIKELY_DUPLICATE"))).toEqual([false, true, false, false, true]);
  });

  it("refuses what has no name, and a second record of one id", () => {
    const [first, ...rest] = readAll([
      { country: "MF", externalId: "7" },
      { country: "MF", externalId: "7" },
      { country: "MF", name: " – " },
    ]);
    expect(first?.as).toBe("actor");
    expect(rest.map(filed)).toEqual(["STATE_CONFLICT", "INVALID_REQUEST"]);
  });

  it("always fits the schema of an actor, however long or odd the record", () => {
    const odd = "é\u0000👍 ".repeat(3000);
    const found = read({
      country: "MF",
      name: odd,
      locality: odd,
      website: odd,
      descriptions: [{ text: odd, language: "fr" }],
    });
    expect(found?.as === "actor" && Value.Errors(ActorDraftSchema, found.actor)).toEqual([]);
  });
});

const susy = new URL("../../../../../../shared/data/susy/susy-half.geojson", import.meta.url);
describe.skipIf(!existsSync(susy))("the SUSY map of European initiatives (skipped without ../shared/data/susy)", () => {
  const load = (acceptOutside: boolean) => {
    const records = readJsonRecords(readFileSync(susy, "utf8"));
    return { records, understood: records.map(createImportReader(records, { acceptOutside })) };
  };

  it("gives every one of its 897 records an actor or an exact reason, and files nothing in Europe under Suriname", () => {
    const { records, understood } = load(true);
    expect(records).toHaveLength(897);
    const actors = understood.filter((one) => one.as === "actor");
    const refusals = understood.filter((one) => one.as === "refusal");
    expect(actors.length + refusals.length).toBe(897);
    expect(actors.length).toBeGreaterThanOrEqual(890);
    for (const one of actors) {
      expect(one.actor.territory).not.toBe("SR");
      expect(Value.Errors(ActorDraftSchema, one.actor)).toEqual([]);
    }
    for (const one of refusals) expect(one.refusal.reason.length).toBeGreaterThan(20);
    expect(actors.filter((one) => one.flags.some(({ flag }) => flag === "AMBIGUOUS_COUNTRY"))).toHaveLength(9);
  });

  it("is refused whole by a network that takes only its own territories", () => {
    expect(load(false).understood.every(({ as }) => as === "refusal")).toBe(true);
  });
});
