import { MilangoError } from "../../errors.ts";
import { cleanText, type ImportRecord, pointFrom, type TaggedText } from "./import-record.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Real files nest five or six levels; a hostile one nests until its reader gives up. */
const deepest = 32;

/**
 * Reads GeoJSON (a collection of points whose properties carry `name`, `addr:country`, `description:fr`…) or a GoGoCarto
 * export (an array, alone or under `data`, of elements with `name`, `geo`, `address`, `categories`).
 * Throws IMPORT_UNREADABLE, saying what to do.
 */
export function readJsonRecords(text: string): ImportRecord[] {
  return [...eachJsonRecord(text)];
}

/** The same one by one, so that whoever reads a large file can let others work in between. */
export function* eachJsonRecord(text: string): Generator<ImportRecord> {
  if (nestsDeeperThan(text, deepest)) {
    throw unreadable(`The file nests deeper than ${deepest} levels; send a plain list of actors.`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw unreadable(`The file is not JSON (${reasonOf(cause)}); export it again as GeoJSON, JSON or CSV.`);
  }
  const items = listIn(parsed);
  if (items === undefined) {
    throw unreadable(
      "The file has no list of actors; it should be a GeoJSON FeatureCollection, or an array of objects.",
    );
  }
  if (items.length === 0) throw unreadable("The file holds no record; check that the export was complete.");
  for (const [index, item] of items.entries()) yield recordOf(isFields(item) ? item : {}, index);
}

function listIn(parsed: unknown): unknown[] | undefined {
  if (Array.isArray(parsed)) return parsed;
  if (!isFields(parsed)) return undefined;
  return ["features", "data", "items", "elements"].map((key) => parsed[key]).find((value) => Array.isArray(value));
}

function recordOf(item: Fields, index: number): ImportRecord {
  const properties = isFields(item.properties) ? item.properties : item;
  const address = isFields(properties.address) ? properties.address : {};
  const first = (...keys: string[]) => keys.map((key) => cleanText(properties[key])).find((text) => text !== "") ?? "";
  const place = placeOf(item, properties);
  return {
    index,
    externalId: first("_id", "id", "uuid", "_uri") || cleanText(item.id),
    name: first("name", "title", "nom", "nombre"),
    country: first("addr:country", "country", "territory", "pays", "pais") || cleanText(address.addressCountry),
    postcode: first("addr:postcode", "postcode", "postalCode") || cleanText(address.postalCode),
    locality: first("addr:city", "city", "locality") || cleanText(address.addressLocality),
    point: place.point,
    pointUnreadable: place.unreadable,
    website: first("contact:website", "website", "url"),
    descriptions: descriptionsIn(properties),
    needs: textsOf(properties.needs),
    offers: textsOf(properties.offers),
    keywords: ["type_of_initiative", "free_keywords", "free_tags", "categories", "sectors"].flatMap((key) =>
      wordsOf(properties[key]),
    ),
    legalForm: first("legal_form", "legalForm"),
    kind: first("kind"),
    languages: wordsOf(properties.languages),
  };
}

/** A point where there is one: GeoJSON says east first, GoGoCarto names its numbers. */
function placeOf(item: Fields, properties: Fields): ReturnType<typeof pointFrom> {
  const { geometry } = item;
  if (isFields(geometry) && Array.isArray(geometry.coordinates)) {
    if (geometry.type !== "Point") return { point: null, unreadable: false };
    const [longitude, latitude]: unknown[] = geometry.coordinates;
    return pointFrom(latitude, longitude);
  }
  const geo = isFields(properties.geo) ? properties.geo : isFields(properties.point) ? properties.point : properties;
  return pointFrom(geo.latitude ?? geo.lat, geo.longitude ?? geo.lng ?? geo.lon ?? geo.long);
}

/** `description` and its tagged sisters, also misspelt as people do (`descripiton:de`, `description_de`). */
function descriptionsIn(properties: Fields): TaggedText[] {
  const found: TaggedText[] = [];
  for (const [key, value] of Object.entries(properties)) {
    const match = /^(?:des?[cs]?r[a-z]{3,8}n|abstract)(More)?(?:[:_]([a-z]{2}))?$/i.exec(key);
    if (match === null) continue;
    found.push(...(key.toLowerCase() === "description" ? textsOf(value) : tagged(value, match[2] ?? null)));
  }
  return found;
}

/** A text, or texts by language, or a list of either. */
function textsOf(value: unknown): TaggedText[] {
  if (Array.isArray(value))
    return value.flatMap((one) => textsOf(isFields(one) && isFields(one.text) ? one.text : one));
  if (isFields(value)) return Object.entries(value).flatMap(([language, text]) => tagged(text, language));
  return tagged(value, null);
}

function tagged(value: unknown, language: string | null): TaggedText[] {
  const text = cleanText(value);
  return text === "" ? [] : [{ text, language }];
}

/** Words of a list, or of a text that separates them by semicolons or commas. */
function wordsOf(value: unknown): string[] {
  const texts = Array.isArray(value) ? value.map((one) => (isFields(one) ? cleanText(one.name) : cleanText(one))) : [];
  const written = Array.isArray(value) ? texts : cleanText(value).split(/[;,]/);
  return written.map((word) => word.trim()).filter((word) => word !== "");
}

function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (inText) {
      if (mark === 0x5c) at++;
      else if (mark === 0x22) inText = false;
    } else if (mark === 0x22) inText = true;
    else if (mark === 0x5b || mark === 0x7b) {
      depth++;
      if (depth > limit) return true;
    } else if (mark === 0x5d || mark === 0x7d) depth--;
  }
  return false;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.slice(0, 120) : "unknown reason";
}

function unreadable(detail: string): MilangoError {
  return new MilangoError("IMPORT_UNREADABLE", detail);
}
