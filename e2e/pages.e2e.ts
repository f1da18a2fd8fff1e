import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { onSharedMachine } from "../testing/shared-machine.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

describe.skipIf(chromiumMissing !== undefined)(`every page ${chromiumMissing ?? ""}`, () => {
  let server: TestStandalone;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startStandalone(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it.each(["fr", "es", "en"] as const)("has no finding of axe, no overflow and no failure in %s", async (locale) => {
    for (const viewport of sizes) {
      // The page's own policy allows no script from outside: axe comes in past it.
      const context = await browser.newContext({ viewport, locale, bypassCSP: true });
      const page = await context.newPage();
      const failures: string[] = [];
      page.on("pageerror", (error) => failures.push(String(error)));
      page.on("response", (answer) => {
        if (answer.status() >= 500) failures.push(`${answer.status()} ${answer.url()}`);
      });
      const begun = performance.now();
      await page.goto(`${server.url}/`);
      await page.getByRole("heading").first().waitFor();
      expect(performance.now() - begun, "the first page").toBeLessThan(onSharedMachine(2_000));
      await look(page, "/");
      await visit(page, "/sign-in");
      await page.goto(`${server.url}/sign-in?persona=saint-martin`);
      await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
      await page.evaluate(
        (language) =>
          fetch("/api/v1/identity/me", {
            method: "PATCH",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ language }),
          }),
        locale,
      );
      const [actor, workshop] = await page.evaluate(async () => {
        const first = async (path: string) => (await (await fetch(`/api/v1${path}`)).json()).items[0].id as string;
        return [await first("/actors?q=oleane"), await first("/workshops")];
      });
      for (const path of [
        "/directory",
        "/suggestions",
        "/workshops",
        `/actors/${actor}`,
        `/workshops/${workshop}`,
        "/account",
      ]) {
        await visit(page, path);
      }
      expect(failures).toEqual([]);
      await context.close();
    }
  });

  async function visit(page: Page, path: string): Promise<void> {
    await page.goto(server.url + path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await look(page, path);
  }

  async function look(page: Page, path: string): Promise<void> {
    await page.evaluate(() => document.fonts.ready);
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(async () => {
      const { violations } = await (
        window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
    });
    expect(found, path).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${path} is wider than the window`).toBeLessThanOrEqual(0);
  }
});
