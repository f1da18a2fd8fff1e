import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const textual = /\.(js|css|html|svg|webmanifest)$/;
/** Smaller files fit into one packet either way. */
const least = 1_000;

/** Puts a brotli and a gzip twin beside every built text file: packed once here, better than a server could each time. */
export function precompress(): Plugin {
  let folder = "dist";
  return {
    name: "precompress",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      // After the service worker, which is written when the bundle is closed.
      order: "post",
      sequential: true,
      handler() {
        for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
          const path = join(folder, name);
          if (!textual.test(name) || statSync(path).size < least) continue;
          const bytes = readFileSync(path);
          const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength };
          writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
          writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        }
      },
    },
  };
}
