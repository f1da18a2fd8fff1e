import { isTerritoryCode, isWithin, neighbours, type Territory, territories, territoryOf } from "../territory.ts";
import { type Spelt, spellCountry } from "./country-code.ts";
import type { CountrySurvey } from "./country-survey.ts";
import type { Flagged, Refusal } from "./flag.ts";
import { foldName, type ImportRecord, type Point } from "./import-record.ts";

/** The country a record is filed under, or why it is not, with what a person should look at. */
export interface Resolved {
  readonly code: string | undefined;
  readonly flags: readonly Flagged[];
  readonly refusal: Refusal | undefined;
}

/** The European countries that write "SR" for themselves (Slovenská republika, Srbija), by rough bounds. */
const alsoSr = [
  { code: "SK", bounds: [16.8, 47.7, 22.6, 49.65] },
  { code: "RS", bounds: [18.8, 42.2, 23.0, 46.2] },
] as const;

/** Places that say on which side of the island's border somebody is. */
const islandPlaces: Readonly<Record<string, readonly string[]>> = {
  MF: [
    "marigot",
    "grand case",
    "sandy ground",
    "quartier d orleans",
    "concordia",
    "cul de sac",
    "hope estate",
    "anse marcel",
  ],
  SX: [
    "philipsburg",
    "simpson bay",
    "cole bay",
    "cay hill",
    "dutch quarter",
    "maho",
    "sucker garden",
    "lower prince s quarter",
  ],
};

/** First digits of French postcodes overseas; Saint-Martin has its own inside Guadeloupe's. */
const overseasPostcodes = [
  ["97150", "MF"],
  ["971", "GP"],
  ["972", "MQ"],
  ["973", "GF"],
] as const;

/** How far outside a territory's bounds, in degrees, a point is taken to contradict it: boats and islets are no error. */
const margin = 0.5;

/** Decides under which country a record is filed. Nothing is filed silently: every guess is a flag. */
export function resolveTerritory(record: ImportRecord, survey: CountrySurvey, acceptOutside: boolean): Resolved {
  const spelt = spellCountry(record.country);
  const found = spelt.is === "code" ? fromCode(spelt, record, survey) : fromPlace(spelt, record, survey, acceptOutside);
  if (found.code === undefined || found.refusal !== undefined) return found;
  if (isTerritoryCode(found.code) || acceptOutside) return found;
  const reason = `${countryName(found.code)} (${found.code}) is not one of the network's territories`;
  return { ...found, refusal: { code: "OUTSIDE_NETWORK", reason } };
}

function fromCode(spelt: Extract<Spelt, { is: "code" }>, record: ImportRecord, survey: CountrySurvey): Resolved {
  const { code } = spelt;
  const flags: Flagged[] = [];
  if (spelt.guessed) {
    flags.push({ flag: "COUNTRY_INFERRED", detail: `"${record.country}" was read as ${countryName(code)}` });
  }
  if (code === "FR") {
    const overseas = overseasOf(record);
    if (overseas !== undefined) return taken(overseas.code, [{ flag: "COUNTRY_INFERRED", detail: overseas.because }]);
  }
  const bounds = boundsOf(code);
  if (record.point !== null && bounds !== undefined && !isWithin(widened(bounds), record.point)) {
    const detail = `the record says ${countryName(code)}, its point ${pointText(record.point)} lies elsewhere`;
    flags.push({ flag: "POINT_ELSEWHERE", detail });
  }
  const around = record.point === null || bounds !== undefined ? undefined : survey.contradicting(record.point, code);
  if (around !== undefined) {
    const detail = `the record says ${countryName(code)}, everything around it says ${countryName(around)}`;
    flags.push({ flag: "POINT_ELSEWHERE", detail });
  }
  return taken(code, flags);
}

function fromPlace(spelt: Spelt, record: ImportRecord, survey: CountrySurvey, acceptOutside: boolean): Resolved {
  if (spelt.is === "ambiguous") return spelt.between === "MF" ? islandSide(record) : meansSr(record, survey);
  const unknown: Flagged = {
    flag: "COUNTRY_UNKNOWN",
    detail: spelt.is === "missing" ? "no country is written" : `"${record.country}" is not a country we know`,
  };
  const inferred = (code: string, because: string) =>
    taken(code, [unknown, { flag: "COUNTRY_INFERRED", detail: because }]);
  const overseas = overseasOf(record);
  if (overseas !== undefined) return inferred(overseas.code, overseas.because);
  const { point } = record;
  if (point === null) return refused([unknown], `${unknown.detail}, and no point says where it is`);
  const within = territories.filter((territory) => isWithin(territory, point));
  if (within.some(({ code }) => code === "MF") || isWithin(neighbours[0], point)) {
    const side = islandSide(record);
    return { ...side, flags: [unknown, ...side.flags] };
  }
  const near = survey.nearest(point);
  const [only] = within;
  if (only !== undefined && within.length === 1) {
    return inferred(only.code, `its point ${pointText(point)} lies in ${only.names.en}`);
  }
  const fits = near !== undefined && (within.length === 0 || within.some(({ code }) => code === near.code));
  if (near !== undefined && fits && (acceptOutside || within.length > 0)) {
    return inferred(near.code, `as the nearest record with a country, ${Math.round(near.km)} km away: ${near.code}`);
  }
  const advice =
    near === undefined
      ? "no record with a country is within 150 km of it"
      : `the nearest record with a country says ${near.code}`;
  return refused(
    [unknown],
    `${unknown.detail}, and its point ${pointText(point)} is in no territory of the network (${advice})`,
  );
}

/** "SR" is Suriname's code, and what Slovaks and Serbs write for their own country. */
function meansSr(record: ImportRecord, survey: CountrySurvey): Resolved {
  const suriname = territories.filter(({ code }) => code === "SR");
  const ambiguous = (detail: string): Flagged => ({ flag: "AMBIGUOUS_COUNTRY", detail });
  const { point } = record;
  if (point === null) {
    if (!survey.mostlyOutside) return taken("SR", [ambiguous('"SR" was read as Suriname; no point confirms it')]);
    const flag = ambiguous('"SR" may be Suriname, Slovakia or Serbia');
    return refused([flag], '"SR" may be Suriname, Slovakia or Serbia; write the country in full or give a point');
  }
  if (suriname.some((territory) => isWithin(widened(territory.bounds), point))) return taken("SR", []);
  const meant = alsoSr.find((country) => isWithin(country, point));
  if (meant !== undefined) {
    const detail = `"SR" with a point in ${countryName(meant.code)} is not Suriname; read as ${meant.code}`;
    return taken(meant.code, [ambiguous(detail)]);
  }
  const detail = `"SR" is written, but its point ${pointText(point)} is neither in Suriname, Slovakia nor Serbia`;
  return refused([ambiguous(detail)], detail);
}

/** "Saint-Martin" names both halves of the island: the place, then the point, says which. */
function islandSide(record: ImportRecord): Resolved {
  const locality = foldName(record.locality);
  const named = Object.keys(islandPlaces).find((code) => islandPlaces[code]?.some((place) => locality.includes(place)));
  if (named !== undefined) return taken(named, []);
  if (record.postcode.replace(/\s/g, "") === "97150") return taken("MF", []);
  const { point } = record;
  if (point !== null) {
    const sides = [...territories, ...neighbours].filter(
      (side) => (side.code === "MF" || side.code === "SX") && isWithin(side, point),
    );
    const [only] = sides;
    if (only !== undefined && sides.length === 1) return taken(only.code, []);
  }
  const detail =
    "Saint-Martin (MF) or Sint Maarten (SX): filed under MF, as neither place nor point tells the two halves apart";
  return taken("MF", [{ flag: "AMBIGUOUS_COUNTRY", detail }]);
}

/** The overseas territory of a record that says France: each has an ISO code of its own. */
function overseasOf(record: ImportRecord): { code: string; because: string } | undefined {
  const postcode = record.postcode.replace(/\s/g, "");
  const byPostcode = overseasPostcodes.find(([start]) => postcode.length === 5 && postcode.startsWith(start));
  if (byPostcode !== undefined) return { code: byPostcode[1], because: `its postcode is ${postcode}` };
  const { point } = record;
  if (point === null || spellCountry(record.country).is !== "code") return undefined;
  const french = territories.find(
    (territory) => ["MF", "GP", "MQ", "GF"].includes(territory.code) && isWithin(territory, point),
  );
  return french === undefined
    ? undefined
    : { code: french.code, because: `the record says France and its point lies in ${french.names.en}` };
}

function taken(code: string, flags: readonly Flagged[]): Resolved {
  return { code, flags, refusal: undefined };
}

function refused(flags: readonly Flagged[], reason: string): Resolved {
  return { code: undefined, flags, refusal: { code: "TERRITORY_UNKNOWN", reason } };
}

function boundsOf(code: string): Territory["bounds"] | undefined {
  return territoryOf(code)?.bounds ?? neighbours.find((neighbour) => neighbour.code === code)?.bounds;
}

function widened([west, south, east, north]: Territory["bounds"]): Pick<Territory, "bounds"> {
  return { bounds: [west - margin, south - margin, east + margin, north + margin] };
}

function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}

function pointText({ latitude, longitude }: Point): string {
  return `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`;
}
