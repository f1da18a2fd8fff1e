import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { type Cluster, startCluster } from "../testing/start-cluster.ts";
import { natsMissing } from "../testing/start-nats.ts";
import { postgresMissing } from "../testing/start-postgres.ts";
import { mainJob } from "./main-job.ts";

const missing = chromiumMissing ?? natsMissing ?? postgresMissing;

describe.skipIf(missing !== undefined)(`the main job on the cluster ${missing ?? ""}`, () => {
  let cluster: Cluster;
  let browser: Browser;

  beforeAll(async () => {
    [cluster, browser] = await Promise.all([startCluster(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await cluster?.stop();
  });

  it("works the same with the two people on different gateways, one of which is killed", async () => {
    const [first, second] = cluster.gateways;
    await mainJob({
      browser,
      maelle: first,
      daniela: second,
      async killAndRestart() {
        await first.kill();
        await first.start();
      },
    });
  });
});
