import { MilangoError } from "../../errors.ts";
import { isLanguage } from "../../text/language.ts";
import { cleanText, foldName, type ImportRecord, pointFrom, type TaggedText } from "./import-record.ts";

/** Column heads by what they hold, folded (lower case, no accents), in French, Spanish and English. */
const heads = {
  externalId: ["id", "identifiant", "identificador", "reference", "referencia", "ref"],
  name: ["name", "nom", "nombre", "title", "titre", "actor", "acteur", "organisation", "organization", "organizacion"],
  country: ["territory", "territoire", "territorio", "country", "pays", "pais", "addr country"],
  postcode: ["postcode", "postal code", "code postal", "codigo postal", "cp"],
  locality: ["locality", "localite", "localidad", "city", "ville", "ciudad", "commune", "municipio", "addr city"],
  latitude: ["latitude", "latitud", "lat"],
  longitude: ["longitude", "longitud", "lon", "lng", "long"],
  website: ["website", "site", "site web", "sitio web", "web", "url", "pagina web"],
  legalForm: ["legal form", "forme juridique", "statut juridique", "statut", "forma juridica", "figura juridica"],
  kind: ["kind", "type", "tipo", "nature", "naturaleza"],
  sectors: ["sector", "sectors", "secteur", "secteurs", "filiere", "filieres", "sectores", "cadena", "domaine"],
  keywords: ["keywords", "mots cles", "palabras clave", "tags", "categories", "categorias"],
  languages: ["languages", "langues", "idiomas", "langue", "idioma", "lenguas"],
} as const;

/** Heads of texts, each in a language of its own; a suffix (`description_es`, `besoins:fr`) says it better. */
const textHeads = {
  descriptions: {
    description: null,
    presentation: null,
    descripcion: "es",
    resume: "fr",
    resumen: "es",
    summary: "en",
  },
  needs: { needs: "en", need: "en", besoins: "fr", besoin: "fr", necesidades: "es", necesidad: "es" },
  offers: { offers: "en", offer: "en", offres: "fr", offre: "fr", ofertas: "es", oferta: "es" },
} as const satisfies Record<string, Record<string, string | null>>;

type Head = keyof typeof heads;
type TextHead = keyof typeof textHeads;

/** The delimiter of a table: whichever of comma, semicolon and tab its first line holds most of, outside quotes. */
export function sniffDelimiter(text: string): "," | ";" | "\t" {
  const line = (/^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text)?.[0] ?? "").replace(/"(?:[^"]|"")*"/g, "");
  const counted = ([",", ";", "\t"] as const).map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.sort((left, right) => right.count - left.count)[0]?.mark ?? ",";
}

/** Reads rows of cells whose first row names the columns. Throws IMPORT_UNREADABLE, saying what to do. */
export function readTableRecords(rows: readonly (readonly string[])[]): ImportRecord[] {
  const [first, ...rest] = rows;
  const columns = (first ?? []).map(foldName);
  if (!columns.some((column) => isOneOf(heads.name, column))) {
    const seen = columns.filter((column) => column !== "").slice(0, 12);
    throw new MilangoError(
      "IMPORT_UNREADABLE",
      `No column is called name, nom or nombre (found: ${seen.join(", ") || "none"}); the first line must name the columns.`,
    );
  }
  const records = rest.filter((row) => row.some((cell) => cell.trim() !== ""));
  if (records.length === 0) {
    throw new MilangoError("IMPORT_UNREADABLE", "The file has columns and no record; add one line for each actor.");
  }
  return records.map((row, index) => recordOf(columns, row, index));
}

function recordOf(columns: readonly string[], row: readonly string[], index: number): ImportRecord {
  const cell = (head: Head): string => {
    const at = columns.findIndex((column, place) => isOneOf(heads[head], column) && cleanText(row[place]) !== "");
    return cleanText(row[at]);
  };
  const words = (head: Head) => splitCell(cell(head), /[;|,/\n]/);
  const place = pointFrom(cell("latitude"), cell("longitude"));
  return {
    index,
    externalId: cell("externalId"),
    name: cell("name"),
    country: cell("country"),
    postcode: cell("postcode"),
    locality: cell("locality"),
    point: place.point,
    pointUnreadable: place.unreadable,
    website: cell("website"),
    descriptions: texts(columns, row, "descriptions"),
    needs: texts(columns, row, "needs").flatMap(statements),
    offers: texts(columns, row, "offers").flatMap(statements),
    keywords: [...words("sectors"), ...words("keywords")],
    legalForm: cell("legalForm"),
    kind: cell("kind"),
    languages: words("languages"),
  };
}

function texts(columns: readonly string[], row: readonly string[], head: TextHead): TaggedText[] {
  return columns.flatMap((column, at) => {
    const [stem = "", suffix] = column.split(" ");
    const languages: Record<string, string | null> = textHeads[head];
    const text = cleanText(row[at]);
    if (!Object.hasOwn(languages, stem) || text === "") return [];
    if (suffix !== undefined && !isLanguage(suffix)) return [];
    return [{ text, language: suffix ?? languages[stem] ?? null }];
  });
}

/** A cell may hold several needs or offers, one a line or parted by a bar or a semicolon. */
function statements(cell: TaggedText): TaggedText[] {
  return splitCell(cell.text, /[|;\n]/).map((text) => ({ ...cell, text }));
}

function splitCell(text: string, separators: RegExp): string[] {
  return text
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function isOneOf(names: readonly string[], column: string): boolean {
  return names.includes(column);
}
