import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { focusedOn, tabTo as tabToOn } from "../testing/keyboard.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

async function enterAsMaelle() {
  const [server, browser] = await Promise.all([startStandalone(), launchBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "fr-FR" });
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in?persona=saint-martin`);
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  return { server, browser, page };
}

/** The agenda by keyboard alone: this file never uses the mouse, and reaches everything as the Tab key does. */
describe.skipIf(chromiumMissing !== undefined)(`an agenda by keyboard alone ${chromiumMissing ?? ""}`, () => {
  let server: TestStandalone;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    ({ server, browser, page } = await enterAsMaelle());
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

  const focused = () => focusedOn(page);
  const tabTo = (what: string | RegExp, row?: string, key: "Tab" | "Shift+Tab" = "Tab") =>
    tabToOn(page, what, { row, key });
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

/** The network by keyboard alone, in the order of a morning's work. */
describe.skipIf(chromiumMissing !== undefined)(`the network by keyboard alone ${chromiumMissing ?? ""}`, () => {
  let server: TestStandalone;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    ({ server, browser, page } = await enterAsMaelle());
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  const press = (key: string) => page.keyboard.press(key);

  it("finds an actor, says that the sheet is right, and invites somebody of the house", async () => {
    await page.goto(`${server.url}/directory`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await tabToOn(page, "Chercher un nom, un besoin, une offre");
    await page.keyboard.type("oleane");
    await page.waitForURL(/q=oleane/);
    await expect.poll(() => page.locator("main ol > li").count()).toBe(1);
    await tabToOn(page, /^Verre Sable Oléane/);
    await press("Enter");
    await page.getByRole("heading", { name: "Verre Sable Oléane", level: 1 }).waitFor();
    await tabToOn(page, "Tout est juste aujourd’hui");
    await press("Enter");
    await page.getByText(/^Vérifiée le/).waitFor();
    await tabToOn(page, "Qui nous représente");
    await press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabToOn(page, "Adresse électronique");
    await page.keyboard.type("nadia@example.org");
    await tabToOn(page, "Envoyer l’invitation");
    await press("Enter");
    await page.getByRole("button", { name: /^Retirer l’invitation/ }).waitFor();
    await press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect((await focusedOn(page)).name, "the focus is back where it came from").toBe("Qui nous représente");
  });

  it("closes a need with what became of it", async () => {
    await tabToOn(page, "Clore");
    await press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabToOn(page, "Réglé grâce au réseau");
    await press("Space");
    await tabToOn(page, "Clore");
    await press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByText("C’est clos").first().waitFor();
  });

  it("walks through the administration to the log of what was just done", async () => {
    await page.goto(`${server.url}/administration`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await tabToOn(page, "Journal");
    await press("Enter");
    await page.getByText("a clos un besoin ou une offre").waitFor();
    await page.getByText("a vérifié la fiche").waitFor();
    await page.getByText("a invité (Représentation)").waitFor();
  });
});
