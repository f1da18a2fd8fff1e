/** One record of a file as it is written there, before anything is decided about it. Missing text is "". */
export interface ImportRecord {
  /** Place in the file, from 0. */
  readonly index: number;
  /** The file's own id, by which a later import of the same source finds it again. */
  readonly externalId: string;
  readonly name: string;
  readonly country: string;
  readonly postcode: string;
  readonly locality: string;
  readonly point: Point | null;
  /** Coordinates are there but name no place on Earth. */
  readonly pointUnreadable: boolean;
  readonly website: string;
  readonly descriptions: readonly TaggedText[];
  readonly needs: readonly TaggedText[];
  readonly offers: readonly TaggedText[];
  /** What the file says it does: types, categories, free keywords. */
  readonly keywords: readonly string[];
  readonly legalForm: string;
  readonly kind: string;
  /** Languages it works in, as written. */
  readonly languages: readonly string[];
}

/** Degrees, WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A text, and the language the file says it is in (a code as written), if it says so. */
export interface TaggedText {
  readonly text: string;
  readonly language: string | null;
}

/** Case, accents, punctuation and spaces left aside: what two spellings of one name have in common. */
export function foldName(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Most texts hold nothing to clean, and large files hold many. */
const needsCleaning = /[<&\p{Cc}\p{Cf}\p{Cs}]| {2}/u;

/** Text as it may be kept: no control characters, no markup, no double spaces. */
export function cleanText(value: unknown): string {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return "";
  if (!needsCleaning.test(value)) return value.trim();
  return value
    .replace(/<br\s*\/?>|<\/p>/gi, "\n")
    .replace(/<\/?[a-z][^<>]{0,400}>/gi, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&amp;/g, "&")
    .replace(/\p{Cs}/gu, "")
    .replace(/[\p{Cc}\p{Cf}]/gu, (mark) => (mark === "\n" || mark === "\t" ? mark : ""))
    .replace(/[ \t]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

/** Whether two numbers are a place on Earth; 0, 0 is where forgotten coordinates end up. */
export function pointFrom(latitude: unknown, longitude: unknown): { point: Point | null; unreadable: boolean } {
  const written = [latitude, longitude].filter((value) => value !== undefined && value !== null && value !== "");
  if (written.length === 0) return { point: null, unreadable: false };
  const [north, east] = [degrees(latitude), degrees(longitude)];
  const onEarth = Math.abs(north) <= 90 && Math.abs(east) <= 180 && !(north === 0 && east === 0);
  return onEarth
    ? { point: { latitude: north, longitude: east }, unreadable: false }
    : { point: null, unreadable: true };
}

function degrees(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value.trim().replace(",", ".")) : Number.NaN;
}

/** Distance in kilometres on a sphere of 6,371 km (haversine). */
export function kilometresBetween(left: Point, right: Point): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((right.latitude - left.latitude) * radians) / 2) ** 2;
  const east = Math.sin(((right.longitude - left.longitude) * radians) / 2) ** 2;
  const chord = north + Math.cos(left.latitude * radians) * Math.cos(right.latitude * radians) * east;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
