export { type Flagged, type ImportFlag, importFlags, type Refusal } from "./flag.ts";
export { cleanText, type ImportRecord } from "./import-record.ts";
export { readJsonRecords } from "./read-json.ts";
export { readTableRecords, sniffDelimiter } from "./read-table.ts";
export { createImportReader, type ImportOptions, type Understood } from "./understand-record.ts";
