import { fileURLToPath } from "node:url";

/** Where the web app is built to. */
export const webRoot = fileURLToPath(new URL("../../workspace-web/dist", import.meta.url));
