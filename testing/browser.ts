import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { missing } from "./missing.ts";

const executablePath = "/usr/bin/chromium";

/** Why tests in a browser are skipped here, if they are. */
export const chromiumMissing = missing("Chromium", existsSync(executablePath), "chromium");

/** Debian's Chromium without anything that talks to the outside. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
