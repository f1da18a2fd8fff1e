import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../testing/browser.ts";
import { startStandalone } from "../testing/start-standalone.ts";

/** Takes the pictures of the README from the demo network, in a browser, as people see it: npm run pictures. */
const folder = "docs/pictures";
mkdirSync(folder, { recursive: true });
const server = await startStandalone();
const browser = await launchBrowser();
try {
  const maelle = await enter(browser, "saint-martin", "fr-FR");
  const daniela = await enter(browser, "costa-rica", "es-CR");
  const id = await maelle.evaluate(async () => (await (await fetch("/api/v1/workshops")).json()).items[0].id as string);
  await Promise.all([maelle, daniela].map((page) => page.goto(`${server.url}/workshops/${id}`)));
  await daniela.locator("[data-node-id]").nth(3).getByRole("textbox").first().click();
  await maelle.locator("[data-node-id]").nth(1).getByRole("textbox").first().click();
  await maelle
    .getByLabel(/Daniela/)
    .first()
    .waitFor();
  await picture(maelle, "agenda");

  await maelle.goto(`${server.url}/suggestions`);
  await maelle.getByRole("combobox").first().selectOption({ label: "Verre Sable Oléane" });
  await maelle.getByRole("heading", { name: "CoopeVidrio Puerto Claro R.L." }).waitFor();
  await picture(maelle, "suggestion");
} finally {
  await browser.close();
  await server.stop();
}

async function enter(browser: Browser, persona: string, locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in?persona=${persona}`);
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}/${name}.png` });
}
