import { execFileSync } from "node:child_process";
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { coldLoad, durability, hostileFrames, memory, slowReader } from "./documents/holding.ts";
import { type Ground, type Name, prepareGround } from "./documents/peers.ts";
import { atRate, type Measured, median, saturation } from "./documents/rows.ts";

const { values: options } = parseArgs({
  options: { rows: { type: "string" }, quick: { type: "boolean", default: false } },
});
const seconds = options.quick ? 2 : 4;
const rounds = options.quick ? 1 : 3;

const rows: Readonly<Record<string, (ground: Ground) => Promise<Measured[]>>> = {
  rate: (ground) =>
    atRate(ground, {
      name: "4,000 edits/s, 10 documents × 8",
      rate: 4_000,
      documents: 10,
      perDocument: 8,
      arrivals: "regular",
      seconds,
      rounds,
    }),
  moderate: (ground) =>
    atRate(ground, {
      name: "20 documents × 6 × 3 edits/s",
      rate: 360,
      documents: 20,
      perDocument: 6,
      arrivals: "poisson",
      seconds: 2 * seconds,
      rounds,
    }),
  saturation: (ground) => saturation(ground, seconds),
  memory: (ground) => memory(ground, options.quick ? 200 : 1_000),
  coldload: (ground) => coldLoad(ground, options.quick ? 40_000 : 260_000),
  hostile: hostileFrames,
  slow: slowReader,
  durability: (ground) => durability(ground, options.quick ? 2 : 6),
};

/** Time of one small write that is forced to the disk, in ms. */
function syncMs(): number {
  const file = join(tmpdir(), "milango-sync");
  const handle = openSync(file, "w");
  const times: number[] = [];
  for (let nth = 0; nth < 200; nth++) {
    writeSync(handle, "a".repeat(512));
    const begun = performance.now();
    fdatasyncSync(handle);
    times.push(performance.now() - begun);
  }
  closeSync(handle);
  rmSync(file);
  return median(times);
}

const shown: readonly Name[] = ["milango", "hocuspocus", "y-websocket", "bare ws", "bare net"];
const cell = (value: number | undefined) =>
  (value === undefined
    ? "–"
    : Number.isFinite(value)
      ? value.toLocaleString("en", { maximumFractionDigits: 2 })
      : "never"
  ).padStart(11);

console.log(
  `Node ${process.version}, ${execFileSync("nproc", { encoding: "utf8" }).trim()} cores, fdatasync ${syncMs().toFixed(2)} ms`,
);
console.log(`${"".padEnd(76)}${shown.map((name) => name.padStart(11)).join(" ")}   ours/Hocuspocus`);
const results: Measured[] = [];
for (const name of options.rows?.split(",") ?? Object.keys(rows)) {
  const run = rows[name];
  if (run === undefined) throw new Error(`No row ${name}; there are ${Object.keys(rows).join(", ")}`);
  const ground = await prepareGround();
  try {
    for (const measured of await run(ground)) {
      results.push(measured);
      const { row, unit, values } = measured;
      const ratio = (values.milango ?? Number.NaN) / (values.hocuspocus ?? Number.NaN);
      const ours = Number.isFinite(ratio) ? ratio.toFixed(2) : "–";
      console.log(
        `${`${row}${unit === "" ? "" : `, ${unit}`}`.padEnd(76)}${shown.map((each) => cell(values[each])).join(" ")}   ${ours}`,
      );
    }
  } finally {
    await ground.stop();
  }
}
const folder = new URL("./results/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL(`${new Date().toISOString().replaceAll(":", "-")}.json`, folder),
  JSON.stringify(results, null, 2),
);
process.exit(0);
