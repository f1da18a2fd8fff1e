// Runs on whatever Node the machine has (20 or newer), before anything is installed: no imports beyond Node's own.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const marker = "node_modules/.package-lock.json";
const installed = existsSync(marker) && statSync(marker).mtimeMs >= statSync("package-lock.json").mtimeMs;

if (!installed) {
  console.log("Installing what is missing (npm ci), once…");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed. Check the connection to the npm registry, then run the same command again.");
    process.exit(status ?? 1);
  }
}
