import { Type } from "typebox";
import type { Language, Locale } from "../text/language.ts";

/** A territory of the network. Saint-Martin (MF) and Sint Maarten (SX) share an island and a name: always carry the code. */
export interface Territory {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly names: { readonly [L in Locale]: string };
  /** Other spellings found in files, lower case, without accents. */
  readonly spellings: readonly string[];
  /** IANA zone of the capital; only Haiti changes its clocks. */
  readonly timeZone: string;
  /** Languages people work in, most used first. */
  readonly languages: readonly Language[];
  /** West, south, east, north in degrees, a little wider than the coast. */
  readonly bounds: readonly [number, number, number, number];
}

/** The ten territories in the order of their doors, from west to east. */
export const territories = [
  {
    code: "CR",
    names: { fr: "Costa Rica", es: "Costa Rica", en: "Costa Rica" },
    spellings: ["costarica", "kosta rika"],
    timeZone: "America/Costa_Rica",
    languages: ["es"],
    bounds: [-87.2, 5.4, -82.5, 11.3],
  },
  {
    code: "JM",
    names: { fr: "Jamaïque", es: "Jamaica", en: "Jamaica" },
    spellings: ["jamayik"],
    timeZone: "America/Jamaica",
    languages: ["en"],
    bounds: [-78.5, 17.6, -76.1, 18.6],
  },
  {
    code: "HT",
    names: { fr: "Haïti", es: "Haití", en: "Haiti" },
    spellings: ["ayiti", "republique d'haiti"],
    timeZone: "America/Port-au-Prince",
    languages: ["ht", "fr"],
    bounds: [-74.6, 17.9, -71.6, 20.2],
  },
  {
    code: "DO",
    names: { fr: "République dominicaine", es: "República Dominicana", en: "Dominican Republic" },
    spellings: [
      "rep. dominicana",
      "rd",
      "dominicana",
      "rep dominicaine",
      "the dominican republic",
      "repiblik dominiken",
      "dominikani",
    ],
    timeZone: "America/Santo_Domingo",
    languages: ["es"],
    bounds: [-72.1, 17.4, -68.2, 20.0],
  },
  {
    code: "MF",
    names: { fr: "Saint-Martin", es: "San Martín", en: "Saint Martin" },
    spellings: [
      "st martin",
      "st-martin",
      "saint martin (france)",
      "saint-martin (partie francaise)",
      "saint martin (french part)",
      "san martin (parte francesa)",
      "sint-maarten (frans deel)",
      "sen maten (pati franse)",
    ],
    timeZone: "America/Marigot",
    languages: ["fr", "en", "es"],
    bounds: [-63.2, 18.04, -62.9, 18.2],
  },
  {
    code: "GP",
    names: { fr: "Guadeloupe", es: "Guadalupe", en: "Guadeloupe" },
    spellings: ["gwadloup", "karukera"],
    timeZone: "America/Guadeloupe",
    languages: ["fr"],
    bounds: [-61.9, 15.8, -60.9, 16.6],
  },
  {
    code: "MQ",
    names: { fr: "Martinique", es: "Martinica", en: "Martinique" },
    spellings: ["matnik", "matinik"],
    timeZone: "America/Martinique",
    languages: ["fr"],
    bounds: [-61.3, 14.3, -60.7, 15.0],
  },
  {
    code: "LC",
    names: { fr: "Sainte-Lucie", es: "Santa Lucía", en: "Saint Lucia" },
    spellings: ["st lucia", "st. lucia", "ste-lucie", "sent lisi"],
    timeZone: "America/St_Lucia",
    languages: ["en", "fr"],
    bounds: [-61.15, 13.65, -60.8, 14.15],
  },
  {
    code: "SR",
    names: { fr: "Suriname", es: "Surinam", en: "Suriname" },
    spellings: ["surinam", "sirinam"],
    timeZone: "America/Paramaribo",
    languages: ["nl", "en"],
    bounds: [-58.2, 1.8, -53.9, 6.3],
  },
  {
    code: "GF",
    names: { fr: "Guyane", es: "Guayana Francesa", en: "French Guiana" },
    spellings: ["guyane francaise", "lagwiyann", "giyan franse"],
    timeZone: "America/Cayenne",
    languages: ["fr"],
    bounds: [-54.7, 2.0, -51.5, 6.0],
  },
] as const satisfies readonly Territory[];

export type TerritoryCode = (typeof territories)[number]["code"];
export const territoryCodes: readonly TerritoryCode[] = territories.map(({ code }) => code);
// Marked pure so that a browser, which needs the doors and not the schema, never loads the schema library.
export const TerritoryCodeSchema = /* @__PURE__ */ (() => Type.Enum(territories.map(({ code }) => code)))();

/** Neighbours that share a name with a territory of the network and must never be filed under it. */
export const neighbours = [
  {
    code: "SX",
    names: { fr: "Saint-Martin (Sint Maarten)", es: "San Martín (Sint Maarten)", en: "Sint Maarten" },
    spellings: [
      "sint maarten",
      "st maarten",
      "sint-maarten",
      "saint martin (dutch part)",
      "saint-martin (partie neerlandaise)",
      "san martin (parte neerlandesa)",
      "sint-maarten (nederlands deel)",
      "sen maten (pati olande)",
    ],
    timeZone: "America/Lower_Princes",
    languages: ["nl", "en"],
    bounds: [-63.2, 17.98, -62.95, 18.07],
    confusedWith: "MF",
  },
] as const;

const byCode = new Map<string, Territory>(territories.map((territory) => [territory.code, territory]));

export function isTerritoryCode(value: unknown): value is TerritoryCode {
  return typeof value === "string" && byCode.has(value);
}

/** The territory of a code, or nothing when the code is outside the network. */
export function territoryOf(code: string): Territory | undefined {
  return byCode.get(code);
}

/** Whether a point (degrees) lies in a territory's bounds. */
export function isWithin(
  territory: Pick<Territory, "bounds">,
  point: { latitude: number; longitude: number },
): boolean {
  const [west, south, east, north] = territory.bounds;
  return point.longitude >= west && point.longitude <= east && point.latitude >= south && point.latitude <= north;
}
