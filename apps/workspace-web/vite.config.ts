import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { messages } from "./build/messages.ts";
import { offline } from "./build/offline.ts";
import { precompress } from "./build/precompress.ts";

const server = process.env.MILANGO_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), messages(), offline(), precompress()],
  resolve: {
    conditions: ["milango-source", ...defaultClientConditions],
    // Messages are compiled at build time: the parser stays out of the browser.
    alias: [
      { find: /^@formatjs\/icu-messageformat-parser$/, replacement: "@formatjs/icu-messageformat-parser/no-parser.js" },
      { find: /^typebox$/, replacement: fileURLToPath(new URL("./build/no-schemas.ts", import.meta.url)) },
    ],
  },
  server: { proxy: { "/api": { target: server, ws: true }, "/dev/inbox": server, "/docs": server } },
  build: {
    target: "es2023",
    // Nothing inline: the gateway's content security policy allows files of its own origin only.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: { manualPureFunctions: ["Type"] },
      output: {
        // Small pieces that several pages share travel together: fewer requests on a slow line, and they compress better.
        codeSplitting: {
          groups: [{ name: "shared", test: /src\/(ui|app)\/|core\/src\/text\//, minShareCount: 3 }],
        },
      },
    },
  },
});
