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
      const [actor, partner, workshop, introduction, invitation, agenda] = await page.evaluate(async () => {
        const first = async (path: string) => (await (await fetch(`/api/v1${path}`)).json()).items[0].id as string;
        const post = async (path: string, body: unknown) => {
          const headers = { "content-type": "application/json" };
          return (await fetch(`/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) })).json();
        };
        const [actorId, partnerId, workshopId] = [
          await first("/actors?q=oleane"),
          await first("/actors?q=puerto%20claro"),
          await first("/workshops"),
        ];
        const introduced = await post("/introductions", { actorId, partnerId });
        const role = { in: "workshop", workshopId, role: "viewer" };
        const { link } = await post("/invitations", { role, guests: true });
        // An agenda of this visit's own: it is grouped and split below.
        const blocks = [1, 2, 3, 4].map((nth) => ({ title: { fr: `Bloc ${nth}` }, minutes: 30 }));
        const startsAt = new Date(Date.now() + 9 * 86_400_000).toISOString();
        const made = await post("/workshops", { title: { fr: "Essai" }, startsAt, territories: ["MF", "CR"], blocks });
        const token = new URL(link).searchParams.get("invitation");
        return [actorId, partnerId, workshopId, introduced.id, token, made.id];
      });
      for (const path of [
        "/directory",
        "/suggestions",
        "/workshops",
        `/actors/${actor}`,
        `/workshops/${workshop}`,
        "/account",
        "/administration",
        "/administration?tab=people",
        "/administration?tab=log",
        `/join?invitation=${invitation}`,
        "/join?invitation=unknown-unknown-unknown-unknown",
        "/digest/stop?token=unknown",
        `/introductions/${introduction}`,
      ]) {
        await visit(page, path);
      }
      await visitAgendaStates(page, `/workshops/${agenda}`);
      // A dialog is a sheet over the whole phone: what fits there fits elsewhere.
      if (viewport.width < 720)
        await visitDialogs(page, `/actors/${actor}`, `/actors/${partner}`, `/workshops/${workshop}`);
      expect(failures).toEqual([]);
      await context.close();
    }
  });

  /** An agenda at work: a block's details and menu, several chosen, a group, tracks side by side. */
  async function visitAgendaStates(page: Page, path: string): Promise<void> {
    await page.goto(server.url + path);
    const row = (nth: number) => page.locator("[data-node-id]:has(> * textarea)").nth(nth);
    /** Presses one of a block's rarer acts, by its place in the list: the words are in three languages. */
    const press = async (nth: number, item: number) => {
      const opener = row(nth).locator("button[aria-expanded]").last();
      await row(nth).locator("textarea").first().click();
      // The list closes when the focus leaves it, which a page still settling may bring about.
      for (
        let tries = 0;
        tries < 5 && !(await row(nth).locator("[aria-expanded] + ul button").last().isVisible());
        tries++
      ) {
        await opener.click();
        await page.waitForTimeout(150);
      }
      if (item < 0) return;
      const act = row(nth).locator("[aria-expanded] + ul button").nth(item);
      // On a desktop the details stand beside the rows; there is nothing to open.
      if (item > 0 || (await act.isVisible())) await act.click();
      else await page.keyboard.press("Escape");
    };
    await row(0).waitFor();
    await press(0, -1);
    await look(page, `${path} with a menu`);
    await page.keyboard.press("Escape");
    await press(0, 0);
    await look(page, `${path} with details`);
    await page.goto(server.url + path);
    await row(0).waitFor();
    await press(0, 2);
    await look(page, `${path} with one chosen`);
    await page.goto(server.url + path);
    await row(1).waitFor();
    const before = await page.locator("[data-node-id]").count();
    await press(0, 5);
    await expect.poll(() => page.locator("[data-node-id]").count()).toBeGreaterThan(before);
    await look(page, `${path} with a group`);
    await page.goto(server.url + path);
    await row(3).waitFor();
    const grouped = await page.locator("[data-node-id]").count();
    await press(3, 6);
    await expect.poll(() => page.locator("[data-node-id]").count()).toBeGreaterThan(grouped);
    await look(page, `${path} with tracks`);
  }

  /** What opens over a page, by the names of its buttons' places: each is looked at and closed again. */
  async function visitDialogs(page: Page, own: string, other: string, workshop: string): Promise<void> {
    const openers: readonly (readonly [path: string, button: RegExp])[] = [
      [own, /^(Modifier la fiche|Editar la ficha|Edit the sheet)$/],
      [own, /^(Qui nous représente|Quién nos representa|Who represents us)$/],
      [own, /^(Modifier les contacts|Modificar los contactos|Edit the contacts)$/],
      [own, /^(Historique|Historial|History)$/],
      [own, /^(Publier un besoin|Publicar una necesidad|Publish a need)$/],
      [own, /^(Clore|Cerrar|Close)$/],
      [other, /^(Proposer une correction|Proponer una corrección|Propose a correction)$/],
      [other, /^(C’est mon organisation|Es mi organización|This is my organisation)$/],
      [workshop, /^(Personnes|Personas|People)$/],
    ];
    for (const [path, name] of openers) {
      await page.goto(server.url + path);
      await page.getByRole("button", { name }).first().click();
      await page.getByRole("dialog").waitFor();
      await look(page, `${path} ${name.source}`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  }

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
