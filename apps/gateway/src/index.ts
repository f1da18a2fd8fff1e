export { readSettings, type Settings, SettingsSchema } from "./config.ts";
export { openDatabase } from "./database/open-database.ts";
export { type Gateway, startGateway } from "./gateway.ts";
export { createJsonLog } from "./json-log.ts";
export { loadThesaurus } from "./load-thesaurus.ts";
export { webRoot } from "./web-root.ts";
