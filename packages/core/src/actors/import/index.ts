export { type ImportFlag, importFlags, type Refusal } from "./flag.ts";
export type { ImportRecord } from "./import-record.ts";
export * from "./import-report.ts";
export type { Comparable } from "./likely-duplicates.ts";
export { eachJsonRecord, readJsonRecords } from "./read-json.ts";
export { readTableRecords, sniffDelimiter } from "./read-table.ts";
export { createImportReader, type ImportOptions, type Understood } from "./understand-record.ts";
