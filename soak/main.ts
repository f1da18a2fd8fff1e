import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Outcome, Row } from "./row.ts";
import { compactions } from "./rows/compactions.ts";
import { disk, smallDiskMissing } from "./rows/disk.ts";
import { frames } from "./rows/hostile.ts";
import { kills } from "./rows/kills.ts";
import { lines } from "./rows/lines.ts";
import { matchmaker } from "./rows/matchmaker.ts";
import { nats } from "./rows/nats.ts";
import { postgres } from "./rows/postgres.ts";
import { offline, storm } from "./rows/returns.ts";

export const rows: Readonly<Record<string, Row>> = {
  kills,
  postgres,
  lines,
  nats,
  matchmaker,
  disk,
  compactions,
  offline,
  frames,
  storm,
};

/** Tries a row; what ends it early counts as broken. */
export async function soak(row: Row, scale: number): Promise<Outcome> {
  try {
    return await row.run(Math.max(1, Math.round(row.count * scale)));
  } catch (error) {
    return {
      holds: false,
      broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      figures: {},
    };
  }
}

export function shown(row: Row, { holds, broken, figures }: Outcome): string {
  const values = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value).toLocaleString("en")}`);
  return [
    `${holds ? "holds " : "BROKEN"}  ${row.name}: ${values.join(", ")}`,
    ...broken.map((each) => `        ${each}`),
  ].join("\n");
}

/** What the documents bear: npm run soak [-- --rows kills,postgres] [--scale 0.1] */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: "string" }, scale: { type: "string", default: "1" } },
  });
  const wanted = values.rows?.split(",") ?? Object.keys(rows);
  const results: Record<string, Outcome> = {};
  for (const name of wanted) {
    const row = rows[name];
    if (row === undefined) throw new Error(`No row ${name}; there are ${Object.keys(rows).join(", ")}`);
    const missing = name === "disk" ? smallDiskMissing() : undefined;
    if (missing !== undefined) {
      console.log(`skipped ${row.name}: ${missing}`);
      continue;
    }
    const outcome = await soak(row, Number(values.scale));
    results[name] = outcome;
    console.log(shown(row, outcome));
  }
  const folder = new URL("./results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${new Date().toISOString().replaceAll(":", "-")}.json`, folder);
  writeFileSync(file, JSON.stringify({ scale: Number(values.scale), results }, null, 2));
  process.exit(Object.values(results).every(({ holds }) => holds) ? 0 : 1);
}

if (import.meta.main) await main();
