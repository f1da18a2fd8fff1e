import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { rolldown } from "rolldown";

/**
 * Makes `dist/`: plain JavaScript with core inside, since Node strips no types in `node_modules`, and declarations with
 * core's beside them. The dependencies stay outside, since there must be one Yjs in a program; the rest goes inside.
 */
const here = import.meta.dirname;
const dist = join(here, "dist");
rmSync(dist, { recursive: true, force: true });

const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
const dependencies = Object.keys(manifest.dependencies);

const bundle = await rolldown({
  input: {
    index: join(here, "src/index.ts"),
    node: join(here, "src/node.ts"),
    "command-line": join(here, "src/command-line.ts"),
  },
  external: (id) => id.startsWith("node:") || dependencies.some((name) => id === name || id.startsWith(`${name}/`)),
  resolve: { conditionNames: ["milango-source", "import", "default"] },
  platform: "neutral",
  treeshake: { moduleSideEffects: false },
});
await bundle.write({ dir: dist, format: "esm", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" });
await bundle.close();
chmodSync(join(dist, "command-line.js"), 0o755);

execFileSync("tsc", ["-p", join(here, "tsconfig.build.json")], { stdio: "inherit" });
const emitted = join(dist, "emitted");
const types = join(dist, "types");
cpSync(join(emitted, "sdk/src"), join(types, "sdk"), { recursive: true });
cpSync(join(emitted, "core/src"), join(types, "core"), { recursive: true });
rmSync(emitted, { recursive: true });

// "@milango/core/needs/…" is no package outside this repository: declarations point at those beside them.
const coreExports = JSON.parse(readFileSync(join(here, "../core/package.json"), "utf8")).exports as Record<
  string,
  string
>;
for (const entry of readdirSync(types, { recursive: true, encoding: "utf8" })) {
  if (!entry.endsWith(".d.ts")) continue;
  const file = join(types, entry);
  const text = readFileSync(file, "utf8")
    .replaceAll(/"@milango\/core\/([^"]+)"/g, (_, path: string) => {
      const target = join(types, "core", (coreExports[`./${path}`] ?? "").replace("./src/", ""));
      const way = relative(dirname(file), target);
      return `"${way.startsWith(".") ? way : `./${way}`}"`;
    })
    .replaceAll(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"');
  writeFileSync(file, text);
}
