import { describe, expect, it } from "vitest";
import { rows, shown, soak } from "../soak/main.ts";
import { smallDiskMissing } from "../soak/rows/disk.ts";
import { natsMissing } from "../testing/start-nats.ts";
import { postgresMissing } from "../testing/start-postgres.ts";

const missing = natsMissing ?? postgresMissing;
/** The short form; the long one is `npm run soak`. */
const scales: Readonly<Record<string, number>> = {
  kills: 0.03,
  postgres: 0.07,
  lines: 0.04,
  nats: 0.06,
  disk: 0.2,
  compactions: 0.1,
  offline: 0.2,
  frames: 0.05,
  storm: 0.2,
  matchmaker: 0.04,
};

describe.skipIf(missing !== undefined)(`the soak, short ${missing ?? ""}`, () => {
  for (const [name, row] of Object.entries(rows)) {
    it.skipIf(name === "disk" && smallDiskMissing() !== undefined)(`bears ${row.name}`, async () => {
      const outcome = await soak(row, scales[name] ?? 0.05);
      console.info(shown(row, outcome));
      expect(outcome.broken).toEqual([]);
    });
  }
});
