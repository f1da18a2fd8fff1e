import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

/** The agenda of one workshop in two browsers, in two languages: without network, with earlier versions, with remarks. */
describe.skipIf(chromiumMissing !== undefined)(`an agenda that two teams write ${chromiumMissing ?? ""}`, () => {
  let server: TestStandalone;
  let browser: Browser;
  let maelle: Page;
  let daniela: Page;
  let path: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startStandalone(), launchBrowser()]);
    [maelle, daniela] = [await enter("saint-martin", "fr-FR"), await enter("costa-rica", "es-CR")];
    path = await maelle.evaluate(async () => {
      const { items } = await (await fetch("/api/v1/workshops?when=next")).json();
      return `/workshops/${items[0].id}`;
    });
    for (const page of [maelle, daniela]) {
      await page.goto(server.url + path);
      await rows(page).first().waitFor();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function enter(persona: string, locale: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale });
    const page = await context.newPage();
    await page.goto(`${server.url}/sign-in?persona=${persona}`);
    await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
    return page;
  }
  const rows = (page: Page) => page.locator("[data-node-id]");
  const order = (page: Page) =>
    rows(page).evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-node-id")));
  const add = async (page: Page, word: string, title: string) => {
    await page.getByRole("button", { name: word }).first().click();
    await page.keyboard.type(title);
  };
  /** What the rows say each block lasts, together, and when the workshop ends. */
  const minutesAndEnd = async (page: Page) => {
    const shown = await rows(page).evaluateAll((nodes) =>
      nodes.map((node) =>
        Number(
          node.querySelector<HTMLInputElement>("input[inputmode=numeric]")?.value ??
            /(\d+)\s*min/.exec(node.textContent ?? "")?.[1],
        ),
      ),
    );
    return { minutes: shown.reduce((sum, one) => sum + one, 0), blocks: shown.length };
  };
  const isSaved = (page: Page, word: string) =>
    page
      .getByRole("button", { name: word })
      .or(page.getByText(word, { exact: true }))
      .first()
      .waitFor({ timeout: 30_000 });

  it("opens and is edited without network after a cold start, and merges when it is back", async () => {
    await maelle.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // What was asked before the worker ruled the page is asked once more through it.
    await maelle.reload();
    await rows(maelle).first().waitFor();
    await expect
      .poll(() => maelle.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 10_000 })
      .toBe(true);
    await maelle.waitForTimeout(3_000);
    const before = await rows(maelle).count();

    const line: BrowserContext = maelle.context();
    await line.setOffline(true);
    const begun = performance.now();
    await maelle.reload();
    await rows(maelle).first().waitFor({ timeout: 10_000 });
    console.log(`the agenda opened without network after ${Math.round(performance.now() - begun)} ms`);
    expect(await rows(maelle).count()).toBe(before);

    await add(maelle, "Ajouter un bloc", "Sans réseau");
    await maelle
      .getByText(/gardée?s? sur cet appareil|Hors ligne/)
      .first()
      .waitFor();
    await add(daniela, "Agregar un bloque", "Con conexión");
    await isSaved(daniela, "Guardado");

    await line.setOffline(false);
    await isSaved(maelle, "Enregistré");
    for (const page of [maelle, daniela])
      await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(before + 2);
    expect(await order(maelle)).toEqual(await order(daniela));
  });

  it("grows to 40 blocks, is torn apart on both sides without network, and is one again", async () => {
    for (let count = await rows(maelle).count(); count < 40; count++) {
      await add(maelle, "Ajouter un bloc", `Bloc ${count}`);
      await rows(maelle).nth(count).waitFor();
    }
    await expect.poll(() => rows(daniela).count(), { timeout: 20_000 }).toBe(40);
    const before = await order(maelle);
    expect(await order(daniela)).toEqual(before);
    for (const page of [maelle, daniela]) await page.context().setOffline(true);

    // The same blocks carried up by one and down by the other, over each other's new ones.
    const carry = async (page: Page, id: string, key: string, times: number) => {
      await page.locator(`[data-node-id="${id}"] textarea`).focus();
      for (let nth = 0; nth < times; nth++) await page.keyboard.press(key);
    };
    await carry(maelle, before[20] ?? "", "Alt+ArrowUp", 12);
    await carry(maelle, before[30] ?? "", "Alt+ArrowDown", 6);
    await add(maelle, "Ajouter un bloc", "De Marigot");
    await carry(maelle, before[5] ?? "", "Alt+ArrowDown", 9);
    for (let nth = 0; nth < 9; nth++) await maelle.keyboard.press("Control+z");
    await carry(daniela, before[20] ?? "", "Alt+ArrowDown", 10);
    await carry(daniela, before[31] ?? "", "Alt+ArrowUp", 15);
    await add(daniela, "Agregar un bloque", "De San José");
    const deleted = daniela.locator(`[data-node-id="${before[20]}"]`);
    await deleted.locator("textarea").focus();
    await deleted.getByRole("button", { name: "Otras acciones" }).click();
    await daniela.getByRole("button", { name: "Eliminar" }).click();
    await expect.poll(() => rows(daniela).count()).toBe(40);
    await daniela.keyboard.press("Control+z");
    await expect.poll(() => rows(daniela).count()).toBe(41);

    for (const page of [maelle, daniela]) await page.context().setOffline(false);
    for (const page of [maelle, daniela]) await expect.poll(() => rows(page).count(), { timeout: 30_000 }).toBe(42);
    await expect
      .poll(async () => JSON.stringify(await order(maelle)) === JSON.stringify(await order(daniela)), {
        timeout: 20_000,
      })
      .toBe(true);
    const after = await order(maelle);
    expect(new Set(after).size, "every block once").toBe(42);
    for (const id of before) expect(after).toContain(id);
    const sums = await Promise.all([maelle, daniela].map(minutesAndEnd));
    expect(sums[0]).toEqual(sums[1]);
    for (const [page, word] of [
      [maelle, "Enregistré"],
      [daniela, "Guardado"],
    ] as const)
      await isSaved(page, word);
  });

  it("finds a block by a word, from whatever language it was written in", async () => {
    await daniela.getByRole("searchbox", { name: "Buscar en la agenda" }).fill("BLOC 2");
    await daniela.keyboard.press("Enter");
    const current = daniela.locator("[data-node-id][aria-current=true]");
    const title = () => current.locator("textarea").first().getAttribute("placeholder");
    await expect.poll(title).toMatch(/^Bloc 2\d$/);
    const first = await title();
    await daniela.keyboard.press("Enter");
    await expect.poll(title).not.toBe(first);
    expect(await title()).toMatch(/^Bloc 2\d$/);
    await daniela.getByRole("searchbox").fill("zzz");
    await daniela.getByText("Nada", { exact: true }).waitFor();
    await daniela.getByRole("searchbox").fill("");
  });

  it("follows the other team from block to block until one works oneself", async () => {
    const seen = (id: string) =>
      maelle.locator(`[data-node-id="${id}"]`).evaluate((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    const all = await order(maelle);
    const [first, last] = [all[0] ?? "", all.at(-1) ?? ""];
    const write = (id: string) => daniela.locator(`[data-node-id="${id}"] textarea`).first().focus();
    await write(first);
    const follow = maelle.getByRole("button", { name: /^Suivre / });
    await follow.click();
    await expect.poll(() => seen(first)).toBe(true);
    await write(last);
    await expect.poll(() => seen(last)).toBe(true);
    expect(await follow.getAttribute("aria-pressed")).toBe("true");
    await maelle.mouse.move(600, 400);
    await maelle.mouse.wheel(0, -200);
    await expect.poll(() => follow.getAttribute("aria-pressed")).toBe("false");
  });

  it("goes back to a kept version for both, and forward again", async () => {
    const before = await order(maelle);
    await maelle.getByRole("button", { name: "Versions" }).click();
    const dialog = maelle.getByRole("dialog");
    await dialog.getByLabel("Nom de la version").fill("Avant le vote");
    await dialog.getByRole("button", { name: "Garder la version actuelle" }).click();
    await dialog.getByText("Avant le vote").waitFor();
    await dialog.getByRole("button", { name: "Fermer" }).click();

    await add(maelle, "Ajouter un bloc", "Vote");
    await isSaved(maelle, "Enregistré");
    await maelle.getByRole("button", { name: "Versions" }).click();
    await dialog.getByRole("button", { name: /Avant le vote/ }).click();
    await dialog.getByText(/Vote.*a été ajouté/).waitFor();
    await dialog.getByRole("button", { name: "Revenir à cette version" }).click();
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(() => order(daniela)).toEqual(before);
    expect(await order(maelle)).toEqual(before);

    await maelle.keyboard.press("Control+z");
    await expect.poll(() => rows(daniela).count()).toBe(before.length + 1);
  });

  it("carries remarks on a block to the other team as they are written", async () => {
    for (const page of [maelle, daniela]) {
      await rows(page).first().click();
      await page.getByRole("heading", { name: /Commentaires|Comentarios/ }).waitFor();
    }
    await maelle.getByLabel("Écrire un commentaire").first().fill("Qui ouvre la salle ?");
    await maelle.getByRole("button", { name: "Envoyer" }).first().click();
    await daniela.getByText("Qui ouvre la salle ?").waitFor({ timeout: 5_000 });
    await daniela.getByLabel("Responder").first().fill("Nosotros, a las 8");
    await daniela.getByRole("button", { name: "Enviar" }).first().click();
    await maelle.getByText("Nosotros, a las 8").waitFor({ timeout: 5_000 });
    await maelle.getByRole("button", { name: "Marquer comme réglé" }).click();
    await expect.poll(() => daniela.getByText("Qui ouvre la salle ?").count(), { timeout: 5_000 }).toBe(0);
  });

  it("says what to look at, in each one's language, and leads there", async () => {
    await add(maelle, "Ajouter un bloc", "Trop long");
    const minutes = maelle.getByLabel("Durée en minutes");
    await minutes.fill("300");
    await minutes.press("Enter");
    await maelle.getByText(/\d points? à vérifier/).click();
    await maelle.getByRole("button", { name: /min sans pause/ }).waitFor();
    await daniela.getByText(/\d puntos? por revisar/).click();
    await daniela.getByRole("button", { name: /min sin pausa/ }).click();
    // The title is Maëlle's; it shows through where Daniela has written none.
    await expect
      .poll(() => daniela.evaluate(() => (document.activeElement as HTMLTextAreaElement | null)?.placeholder))
      .toBe("Trop long");
    await maelle.keyboard.press("Control+z");
    await maelle.keyboard.press("Control+z");
    await isSaved(maelle, "Enregistré");
  });
});
