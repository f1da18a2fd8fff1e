export { restoreDocument } from "./restore-document.ts";
