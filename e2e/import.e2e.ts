import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onSharedMachine } from "../testing/shared-machine.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

const run = promisify(execFile);
const root = new URL("../", import.meta.url).pathname;

describe("importing a file from the command line", () => {
  let server: TestStandalone;
  beforeAll(async () => {
    server = await startStandalone();
  });
  afterAll(() => server?.stop());

  const milango = (...args: string[]) =>
    run(process.execPath, ["packages/sdk/src/command-line.ts", ...args], {
      cwd: root,
      env: { ...process.env, MILANGO_URL: server.url, MILANGO_KEY: server.rootKey },
    });
  const ask = async (path: string) =>
    (await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${server.rootKey}` } })).json();

  it("adds up, changes nothing the second time, and gives every accepted actor suggestions within 10 s", async () => {
    const places = [
      { country: "AT", lon: 16.4, lat: 48.2 },
      { country: "SR", lon: 17.1, lat: 48.15 },
      { country: "GP", lon: -61.5, lat: 16.2 },
    ];
    const crafts = [
      "repairs bicycles",
      "grows vegetables for schools",
      "teaches web design",
      "weaves banana fibre",
      "treats waste water",
    ];
    const features = Array.from({ length: 150 }, (_, index) => {
      const { country, lon, lat } = places[index % places.length] ?? { country: "AT", lon: 16.4, lat: 48.2 };
      return {
        type: "Feature",
        properties: {
          _id: `made-up-${index}`,
          name: `Group ${index}`,
          "addr:country": country,
          description: `A cooperative of neighbours that ${crafts[index % crafts.length]} together with volunteers.`,
        },
        geometry: { type: "Point", coordinates: [lon, lat] },
      };
    });
    const file = join(tmpdir(), `milango-import-${process.pid}.geojson`);
    writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features }));

    const first = await milango("import", file, "--accept-outside", "--source", "made-up");
    expect(first.stdout + first.stderr).toContain("150 read: 150 imported, 0 updated, 0 unchanged, 0 refused");
    const imported = performance.now();
    const inSuriname = await ask("/actors?territory=SR&limit=200");
    expect(inSuriname.items).toHaveLength(1);

    const without = async (): Promise<string[]> => {
      const { items } = await ask("/actors?q=group&limit=200");
      const empty: string[] = [];
      for (const { id, name } of items) {
        if ((await ask(`/actors/${id}/suggestions?limit=1`)).items.length === 0) empty.push(name);
      }
      return empty;
    };
    await expect.poll(without, { timeout: onSharedMachine(10_000), interval: 250 }).toEqual([]);
    console.log(`everybody has suggestions ${Math.round(performance.now() - imported)} ms after the import`);

    const second = await milango("import", file, "--accept-outside", "--source", "made-up");
    expect(second.stdout + second.stderr).toContain("150 read: 0 imported, 0 updated, 150 unchanged, 0 refused");
  });
});
