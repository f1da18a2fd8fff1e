import { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { eachJsonRecord, type ImportRecord, readTableRecords, sniffDelimiter } from "@milango/core/actors/import";
import { MilangoError } from "@milango/core/errors";
import { parse } from "csv-parse";

/** Content types an import takes, by what they are read as. */
export const importTypes = {
  "application/geo+json": "json",
  "application/json": "json",
  "text/csv": "table",
  "text/tab-separated-values": "table",
} as const;
export type ImportFormat = (typeof importTypes)[keyof typeof importTypes];

/** A table row longer than this is a forgotten quote, not an actor. */
const longestRow = 1_000_000;
const betweenTurns = 2000;
const pieceLength = 65_536;

/** Reads a file into its records. Throws IMPORT_UNREADABLE, saying what to do. */
export async function readFile(bytes: Uint8Array, format: ImportFormat): Promise<ImportRecord[]> {
  const text = decode(bytes);
  if (text.trim() === "") throw new MilangoError("IMPORT_UNREADABLE", "The file is empty.");
  return format === "table" ? readTableRecords(await readRows(text)) : await readJson(text);
}

async function readJson(text: string): Promise<ImportRecord[]> {
  const records: ImportRecord[] = [];
  for (const record of eachJsonRecord(text)) {
    records.push(record);
    if (records.length % betweenTurns === 0) await turn();
  }
  return records;
}

/** UTF-8, with or without its mark; any other encoding would turn accents into wrong letters without notice. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const detail = "The file is not UTF-8; save it again as UTF-8 (in a spreadsheet: “CSV UTF-8”).";
    throw new MilangoError("IMPORT_UNREADABLE", detail, { cause });
  }
}

async function readRows(text: string): Promise<string[][]> {
  const rows: string[][] = [];
  const parser = parse({
    delimiter: sniffDelimiter(text),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
  });
  try {
    for await (const row of Readable.from(pieces(text)).pipe(parser)) {
      rows.push(row);
      if (rows.length % betweenTurns === 0) await turn();
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 160) : "unknown reason";
    throw new MilangoError("IMPORT_UNREADABLE", `The table cannot be read: ${reason}`, { cause });
  }
  return rows;
}

/** Pieces of a text, never cut inside a character: each is encoded on its own. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = at + pieceLength + (/[\uD800-\uDBFF]/.test(text.charAt(at + pieceLength - 1)) ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}
