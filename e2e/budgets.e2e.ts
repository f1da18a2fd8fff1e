import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { onSharedMachine } from "../testing/shared-machine.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

/** What the agenda may weigh and how long it may take, on a slow phone with a slow line. */
const budgets = {
  /** As they travel, packed, with their headers; React alone is 63 of them. 125 is the aim, this is what must not grow. */
  firstLoadKilobytes: 150,
  /** The aim is 5 s; this is what must not grow. */
  slow3gMs: 9_000,
  /** The aims are 100 and 200; here the same run takes from 230 to 580 ms at 300 blocks, as others use the machine. */
  interactionMs: { 40: 200, 300: 500 },
} as const;
/** As Chromium's own "Slow 3G": 400 ms there and back, 400 kbit/s down and up. */
const slow3g = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const slowdown = 4;

describe.skipIf(chromiumMissing !== undefined)(`the agenda on a slow phone ${chromiumMissing ?? ""}`, () => {
  let server: TestStandalone;
  let browser: Browser;
  let page: Page;
  let path: string;
  let cdp: CDPSession;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startStandalone(), launchBrowser()]);
    page = await enter();
    path = await page.evaluate(async () => {
      const { items } = await (await fetch("/api/v1/workshops?when=next")).json();
      return `/workshops/${items[0].id}`;
    });
    cdp = await page.context().newCDPSession(page);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function enter(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: "fr-FR" });
    const entered = await context.newPage();
    await entered.goto(`${server.url}/sign-in?persona=saint-martin`);
    await entered.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
    return entered;
  }
  const rows = () => page.locator("[data-node-id]");

  it("loads few scripts before its rows are there, and is usable on slow 3G", async () => {
    await page.evaluate(async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    });
    const scripts = new Map<string, number>();
    await cdp.send("Network.enable");
    await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
    await cdp.send("Network.emulateNetworkConditions", slow3g);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const urls = new Map<string, string>();
    cdp.on("Network.responseReceived", ({ requestId, response }) => {
      if (response.url.endsWith(".js")) urls.set(requestId, response.url);
    });
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const url = urls.get(requestId);
      if (url !== undefined) scripts.set(url, encodedDataLength);
    });
    const begun = performance.now();
    await page.goto(server.url + path, { waitUntil: "commit" });
    await rows().first().locator("textarea").first().focus();
    const took = Math.round(performance.now() - begun);
    const kilobytes = Math.round([...scripts.values()].reduce((sum, size) => sum + size, 0) / 1000);
    console.log([...scripts].map(([url, size]) => `${url.split("/").at(-1)} ${size}`).join(", "));
    console.log(
      `first load: ${kilobytes} kB of scripts, usable after ${took} ms on slow 3G and a CPU ${slowdown}× slower`,
    );
    await cdp.send("Network.emulateNetworkConditions", {
      ...slow3g,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    await cdp.send("Network.setCacheDisabled", { cacheDisabled: false });
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    expect(kilobytes).toBeLessThanOrEqual(budgets.firstLoadKilobytes);
    expect(took).toBeLessThanOrEqual(onSharedMachine(budgets.slow3gMs));
  });

  it.each([40, 300] as const)("answers keys and moves at %i blocks", async (blocks) => {
    const id = await page.evaluate(async (count) => {
      const { items } = await (await fetch("/api/v1/workshops?when=next")).json();
      const actorIds = items[0].participants.map((actor: { id: string }) => actor.id);
      const titles = Array.from({ length: count }, (_, at) => ({ title: { fr: `Bloc ${at + 1}` }, minutes: 10 }));
      const open = (some: typeof titles) =>
        fetch("/api/v1/workshops", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({
            title: { fr: "Long" },
            startsAt: "2027-03-01T12:00:00Z",
            territories: ["MF", "CR"],
            actorIds,
            blocks: some,
          }),
        });
      return (await (await open(titles.slice(0, 100))).json()).id;
    }, blocks);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${server.url}/workshops/${id}`);
    await rows().first().waitFor();
    // A workshop is opened with at most 100 blocks; copies of them make the rest.
    if (blocks > 100) {
      await rows().first().locator("textarea").first().click();
      await rows()
        .nth(99)
        .click({ modifiers: ["Shift"], position: { x: 300, y: 6 } });
      await page.getByRole("button", { name: "Copier", exact: true }).click();
      for (let count = 200; count <= blocks; count += 100) {
        await page.getByRole("button", { name: /Coller \d+ blocs?/ }).click();
        await expect.poll(() => rows().count(), { timeout: 30_000 }).toBe(count);
      }
    }
    await rows().nth(5).locator("textarea").first().click();
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === "keydown") seen.push(entry.duration);
      }).observe({ type: "event", durationThreshold: 16, buffered: false } as PerformanceObserverInit);
    });
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const keys = [
      ..."Deux tamis de plus",
      ...Array<string>(6).fill("Alt+ArrowDown"),
      ...Array<string>(6).fill("Alt+ArrowUp"),
    ];
    for (const key of keys) {
      await page.keyboard.press(key === " " ? "Space" : key);
      await page.waitForTimeout(120);
    }
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
    // What was quicker than one frame is not reported: it counts as one.
    const all = [...seen, ...Array<number>(Math.max(0, keys.length - seen.length)).fill(16)].sort((a, b) => a - b);
    const p75 = all[Math.floor(all.length * 0.75)] ?? 0;
    console.log(
      `${blocks} blocks: a key or a move is answered after ${p75} ms (p75 of ${all.length}, worst ${all.at(-1)})`,
    );
    expect(p75).toBeLessThanOrEqual(onSharedMachine(budgets.interactionMs[blocks]));
  });
});
