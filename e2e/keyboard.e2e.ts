import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

/** The agenda by keyboard alone: this file never uses the mouse, and reaches everything as the Tab key does. */
describe.skipIf(chromiumMissing !== undefined)(`an agenda by keyboard alone ${chromiumMissing ?? ""}`, () => {
  let server: TestStandalone;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startStandalone(), launchBrowser()]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "fr-FR" });
    page = await context.newPage();
    await page.goto(`${server.url}/sign-in?persona=saint-martin`);
    await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
    const path = await page.evaluate(async () => {
      const { items } = await (await fetch("/api/v1/workshops?when=next")).json();
      return `/workshops/${items[0].id}`;
    });
    await page.goto(server.url + path);
    await page.locator("[data-node-id]").first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** What the focus is on: its name, and whether it can be seen to have it. */
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return {
        name: element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "",
        row: element.closest("[data-node-id]")?.getAttribute("data-node-id") ?? null,
        marked: style.outlineStyle !== "none" || style.boxShadow !== "none",
        seen: box.bottom > 0 && box.top < innerHeight,
      };
    });

  /** Presses Tab until what has the focus fits; fails when a round through the page does not come by. */
  async function tabTo(what: string | RegExp, row?: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    for (let presses = 0; presses < 250; presses++) {
      const { name, row: within, marked, seen } = await focused();
      const fits = typeof what === "string" ? name === what : what.test(name);
      if (fits && (row === undefined || within === row)) {
        expect(marked, `the focus on "${name}" cannot be seen`).toBe(true);
        expect(seen, `"${name}" has the focus out of sight`).toBe(true);
        return;
      }
      await page.keyboard.press(key);
    }
    throw new Error(`Tab never reaches ${what}`);
  }
  const order = () =>
    page
      .locator("[data-node-id]")
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-node-id") as string));
  const titles = () =>
    page
      .locator("[data-node-id] textarea")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLTextAreaElement).value));

  it("adds a block, writes it, gives it its minutes", async () => {
    const before = await order();
    await tabTo(/Ajouter un bloc$/);
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await order()).length).toBe(before.length + 1);
    // The new block's title has the focus: one writes on.
    await page.keyboard.type("Au clavier");
    expect(await titles()).toContain("Au clavier");
    const [added = ""] = (await order()).filter((id) => !before.includes(id));
    await tabTo(/^Plus 5\sminutes$/, added);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    const minutes = () => page.locator(`[data-node-id="${added}"] input[inputmode=numeric]`).inputValue();
    await expect.poll(minutes).toBe("25");
    await tabTo("Durée en minutes", added, "Shift+Tab");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("40");
    await page.keyboard.press("Enter");
    await expect.poll(minutes).toBe("40");
  });

  it("moves it by one, to a place far away, and takes all of it back", async () => {
    const before = await order();
    const added = before.at(-1) ?? "";
    await tabTo("Titre du bloc", added, "Shift+Tab");
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(async () => (await order()).indexOf(added)).toBe(before.length - 2);
    expect((await focused()).row, "the focus stays with what moved").toBe(added);
    await tabTo("Déplacer vers…", added);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabTo("Tout au début");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await order()).indexOf(added)).toBe(0);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await order()).indexOf(added)).toBe(before.length - 2);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await order()).indexOf(added)).toBe(before.length - 1);
  });

  it("opens the details, writes a comment, keeps a version, and closes what it opened by Escape", async () => {
    await tabTo("Écrire un commentaire");
    await page.keyboard.type("Écrit sans souris");
    await tabTo("Envoyer");
    await page.keyboard.press("Enter");
    await page.getByText("Écrit sans souris").waitFor();
    await tabTo("Versions", undefined, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabTo("Garder la version actuelle");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Sans nom").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect((await focused()).name, "the focus is back where it came from").toBe("Versions");
  });

  it("deletes a block, and undoes that", async () => {
    const before = await order();
    const last = before.at(-1) ?? "";
    await tabTo("Titre du bloc", last);
    await tabTo(/Autres? /, last);
    await page.keyboard.press("Enter");
    await tabTo("Supprimer", last);
    await page.keyboard.press("Enter");
    await expect.poll(order).toEqual(before.slice(0, -1));
    expect((await focused()).name, "the focus is not lost with the block").not.toBe("");
    await page.keyboard.press("Control+z");
    await expect.poll(order).toEqual(before);
  });
});
