import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cruise, workspaces } from "./cruise.ts";
import { architecturePage, drawArchitecture } from "./draw-architecture.ts";
import { envExample } from "./env-example.ts";

/**
 * Holds the code against the rules of `.dependency-cruiser.json` and two of our own, then plants violations and makes
 * sure that each is caught: dependency-cruiser passes everything silently when its TypeScript parser is missing.
 * Also holds the drawings of the architecture page against the code; `--draw` makes them, and `.env.example`, anew.
 */

/** Rules on text: where the environment may be read, and which way a relative import may not go. */
function readText(): string[] {
  const faults: string[] = [];
  for (const folder of workspaces) {
    for (const entry of readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/.test(entry) || entry.endsWith(".test.ts")) continue;
      const file = join(folder, "src", entry);
      const text = readFileSync(file, "utf8");
      const isEntry = /(^|\/)(main|config|worker|command-line)\.ts$/.test(entry) || entry.startsWith("testing/");
      if (/process\.env/.test(text) && !isEntry) faults.push(`environment-in-config-only: ${file}`);
      const climbs = entry.split("/").length;
      if (text.includes(`"${"../".repeat(climbs + 1)}`) && /from "(\.\.\/)+(packages|apps)\//.test(text)) {
        faults.push(`nothing-past-exports: ${file}`);
      }
    }
  }
  return faults;
}

const canaries: readonly { readonly file: string; readonly text: string; readonly rule: string }[] = [
  { file: "packages/core/src/canary.ts", text: 'import "node:fs";\n', rule: "core-does-no-io" },
  { file: "packages/bus/src/canary.ts", text: 'import "@milango/sdk";\n', rule: "bus-imports-core-only" },
  { file: "packages/sdk/src/canary.ts", text: 'import "@milango/bus";\n', rule: "sdk-imports-core-only" },
  {
    file: "apps/gateway/src/canary.ts",
    text: 'import "@milango/matchmaker/engine";\n',
    rule: "gateway-imports-core-and-bus",
  },
  {
    file: "apps/matchmaker/src/canary.ts",
    text: 'import "@milango/gateway";\n',
    rule: "matchmaker-imports-core-and-bus",
  },
  { file: "apps/workspace-web/src/canary.ts", text: 'import "@milango/bus";\n', rule: "web-imports-core-and-sdk" },
  { file: "packages/core/src/canary-circle.ts", text: 'import "./canary-circle.ts";\n', rule: "no-circle" },
  {
    file: "packages/bus/src/canary-env.ts",
    text: "export const home = process.env.HOME;\n",
    rule: "environment-in-config-only",
  },
];

const found = cruise();
const drawn = drawArchitecture(found);
if (process.argv.includes("--draw")) {
  writeFileSync(architecturePage, drawn);
  writeFileSync(".env.example", envExample());
}
const faults = [...found.violations, ...readText()];
if (readFileSync(architecturePage, "utf8") !== drawn)
  faults.push(`${architecturePage} shows another house than the code: npm run draw`);
if (faults.length > 0) {
  console.error(`The architecture is broken in ${faults.length} place(s):\n  ${faults.join("\n  ")}`);
  process.exit(1);
}
try {
  for (const { file, text } of canaries) writeFileSync(file, text);
  const caught = [...cruise().violations, ...readText()];
  const missed = canaries.filter(({ file, rule }) => !caught.some((fault) => fault.startsWith(`${rule}: ${file}`)));
  if (missed.length > 0) {
    console.error(
      `The architecture check is blind to: ${missed.map(({ file, rule }) => `${rule} in ${file}`).join(", ")}`,
    );
    process.exitCode = 1;
  }
} finally {
  for (const { file } of canaries) rmSync(file, { force: true });
}
