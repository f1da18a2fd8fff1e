import { isTerritoryCode } from "../territory.ts";
import { spellCountry } from "./country-code.ts";
import { type ImportRecord, kilometresBetween, type Point } from "./import-record.ts";

/** How far a record may be from the one whose country it is taken to share. */
const reachKm = 150;
/** Within this distance, so many others of one mind contradict a record's own country. */
const roundKm = 25;
const enough = 3;
/** So many records speak for one degree of the map: more tell nothing new, and would make large files slow. */
const mostInCell = 200;
const kmPerDegree = 111;

interface Known {
  readonly code: string;
  readonly point: Point;
}
export interface Neighbour {
  readonly code: string;
  readonly km: number;
}

/** What a file as a whole tells about countries. */
export interface CountrySurvey {
  /** The nearest record with a country of its own, within 150 km. */
  nearest(point: Point): Neighbour | undefined;
  /** The country that everything close around a record names, when it is not the record's own. */
  contradicting(point: Point, code: string): string | undefined;
  /** Most records that name a country name one outside the network. */
  readonly mostlyOutside: boolean;
}

/** Reads every record's own country once; a grid of one degree keeps looking up neighbours fast in large files. */
export function surveyCountries(records: readonly ImportRecord[]): CountrySurvey {
  const cells = new Map<string, Known[]>();
  let inside = 0;
  let outside = 0;
  for (const { country, point } of records) {
    const spelt = spellCountry(country);
    if (spelt.is !== "code") continue;
    if (isTerritoryCode(spelt.code)) inside++;
    else outside++;
    if (point === null) continue;
    const cell = cellOf(point);
    const others = cells.get(cell);
    if (others === undefined) cells.set(cell, [{ code: spelt.code, point }]);
    else if (others.length < mostInCell) others.push({ code: spelt.code, point });
  }
  return {
    nearest: (point) => {
      let best: Neighbour | undefined;
      for (const near of within(cells, point, reachKm)) if (best === undefined || near.km < best.km) best = near;
      return best;
    },
    contradicting: (point, code) => {
      const around = [...within(cells, point, roundKm)].map((near) => near.code);
      // The record finds itself among them.
      const others = around.filter((other) => other !== code);
      const [named] = others;
      const alone = around.length - others.length <= 1;
      return alone && others.length >= enough && others.every((other) => other === named) ? named : undefined;
    },
    mostlyOutside: outside > inside,
  };
}

function* within(cells: ReadonlyMap<string, readonly Known[]>, point: Point, km: number): Generator<Neighbour> {
  const rows = Math.ceil(km / kmPerDegree);
  const shrink = Math.max(0.05, Math.cos((Math.min(89, Math.abs(point.latitude) + rows) * Math.PI) / 180));
  const columns = Math.ceil(km / (kmPerDegree * shrink));
  for (let north = -rows; north <= rows; north++) {
    for (let east = -columns; east <= columns; east++) {
      const cell = cellOf({ latitude: point.latitude + north, longitude: point.longitude + east });
      for (const known of cells.get(cell) ?? []) {
        const away = kilometresBetween(point, known.point);
        if (away <= km) yield { code: known.code, km: away };
      }
    }
  }
}

function cellOf({ latitude, longitude }: Point): string {
  const around = ((((longitude + 180) % 360) + 360) % 360) - 180;
  return `${Math.floor(latitude)} ${Math.floor(around)}`;
}
