export * from "./document-version.ts";
export { eraseName } from "./erase-name.ts";
export { restoreDocument } from "./restore-document.ts";
