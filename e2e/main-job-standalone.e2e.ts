import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { onSharedMachine } from "../testing/shared-machine.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";
import { mainJob } from "./main-job.ts";

describe.skipIf(chromiumMissing !== undefined)(`the main job on the standalone ${chromiumMissing ?? ""}`, () => {
  let server: TestStandalone;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startStandalone(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("goes from a need to an agenda that two people write in two languages, and survives a kill -9", async () => {
    console.log(`ready after ${Math.round(server.startMs())} ms`);
    expect(server.startMs()).toBeLessThanOrEqual(onSharedMachine(10_000));
    const side = { url: server.url };
    await mainJob({
      browser,
      maelle: side,
      daniela: side,
      async killAndRestart() {
        await server.kill();
        await server.start();
      },
    });
  });
});
