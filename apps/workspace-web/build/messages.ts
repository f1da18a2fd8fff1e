import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { compileMessages } from "./compile-messages.ts";

const prefix = "virtual:messages/";

/** Serves `virtual:messages/<locale>/<rooms>`: the messages of some rooms (joined by `+`) in one language, compiled. */
export function messages(): Plugin {
  let root = "";
  return {
    name: "milango-messages",
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return;
      const [locale = "", rooms = ""] = id.slice(prefix.length + 1).split("/");
      const files = rooms.split("+").map((room) => `src/${room}/messages.${locale}.json`);
      const all: Record<string, string> = {};
      for (const file of files) {
        const path = join(root, file);
        this.addWatchFile(path);
        Object.assign(all, JSON.parse(readFileSync(path, "utf8")));
      }
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(compileMessages(all, locale)))});`;
    },
  };
}
