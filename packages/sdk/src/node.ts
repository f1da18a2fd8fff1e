export { createFileStore } from "./live/file-store.ts";
