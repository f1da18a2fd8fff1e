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
      await rows(page).first().locator("textarea").first().click();
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

  it("keeps a remark written without network on the device, and sends it once when it is back", async () => {
    await maelle.context().setOffline(true);
    await maelle.getByLabel("Écrire un commentaire").first().fill("@Dani");
    await maelle.getByRole("button", { name: "@Daniela Rojas" }).click();
    await maelle.keyboard.type("pouvez-vous venir plus tôt ?");
    await maelle.getByRole("button", { name: "Envoyer" }).first().click();
    await maelle.getByText("Attend le réseau sur cet appareil").waitFor();
    expect(await daniela.getByText("plus tôt").count()).toBe(0);
    await maelle.context().setOffline(false);
    await daniela.getByText("pouvez-vous venir plus tôt ?").waitFor({ timeout: 20_000 });
    await maelle.getByText("Attend le réseau sur cet appareil").waitFor({ state: "hidden" });
    await expect.poll(() => daniela.locator("b", { hasText: "@Daniela Rojas" }).count()).toBe(1);
  });

  it("shows the facilitators' notes to those who facilitate, live", async () => {
    const notes = (page: Page, name: string) => page.getByRole("textbox", { name });
    await notes(maelle, "Notes d’animation, jamais imprimées").fill("Comparer en kilos");
    await expect
      .poll(() => notes(daniela, "Notas de facilitación, nunca impresas").inputValue(), { timeout: 10_000 })
      .toBe("Comparer en kilos");
    await maelle.keyboard.press("Control+z");
    await expect.poll(() => notes(daniela, "Notas de facilitación, nunca impresas").inputValue()).toBe("");
  });

  it("writes a block's long text together, in bold and in lists, and cleans what is pasted", async () => {
    const text = (page: Page) => page.locator("[data-body=fr] [contenteditable=true]");
    const paste = (page: Page, html: string, plain = "x") =>
      text(page).evaluate(
        (field, [markup, words]) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", markup ?? "");
          clipboardData.setData("text/plain", words ?? "");
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        },
        [html, plain],
      );
    await rows(maelle).first().locator("textarea").first().click();
    await text(maelle).click();
    await maelle.keyboard.type("Deux tamis, ");
    await maelle.locator("[data-tool=bold]").click();
    await maelle.keyboard.type("de la chaux");
    await rows(daniela).first().locator("textarea").first().click();
    await expect.poll(() => text(daniela).innerHTML()).toContain("<p>Deux tamis, <strong>de la chaux</strong></p>");

    await maelle.keyboard.press("Enter");
    const hostile = '<script>alert(1)</script><a href="javascript:alert(1)">mal</a><img src="x" onerror="alert(1)">';
    await paste(maelle, `<p>${hostile} <a href="https://milango.example">bien</a></p>`);
    await expect.poll(() => text(daniela).innerHTML()).toContain("bien</a>");
    const shown = await text(daniela).innerHTML();
    expect(shown).toContain("mal");
    for (const gone of ["script", "javascript", "onerror", 'src="x"']) expect(shown).not.toContain(gone);

    await paste(maelle, "<ul><li>fond".repeat(5_000));
    const count = async () => ((await text(daniela).textContent()) ?? "").match(/fond/g)?.length;
    await expect.poll(count, { timeout: 15_000 }).toBe(5_000);
    const deepest = await text(daniela).evaluate((field) =>
      Math.max(
        ...[...field.querySelectorAll("li")].map((item) => {
          let depth = 0;
          for (let at: Element | null = item; at !== null && at !== field; at = at.parentElement) depth++;
          return depth;
        }),
      ),
    );
    expect(deepest).toBeLessThan(12);
    await paste(maelle, "", "x ".repeat(2_500_000));
    await maelle
      .getByText(/Ce que vous avez collé est trop long/)
      .first()
      .waitFor();

    // One undo for the page: the paste, then what was typed, whoever looks on.
    await maelle.keyboard.press("Control+z");
    await expect
      .poll(async () => ((await text(daniela).textContent()) ?? "").includes("fond"), { timeout: 15_000 })
      .toBe(false);
    await isSaved(maelle, "Enregistré");
  });

  it("groups, parts and drags blocks, and carries copies into another workshop", async () => {
    const title = (page: Page, words: string) =>
      rows(page).filter({ has: page.locator(`textarea[placeholder="${words}"]`) });
    const add3 = async () => {
      for (const words of ["Un", "Deux", "Trois"]) await add(maelle, "Ajouter un bloc", words);
    };
    const before = await order(maelle);
    await add3();
    const made = (await order(maelle)).filter((id) => !before.includes(id));
    expect(made).toHaveLength(3);
    const row = (page: Page, id: string | null | undefined) => page.locator(`[data-node-id="${id}"]`);
    const side = { position: { x: 300, y: 6 } };
    await row(maelle, made[0]).locator("textarea").first().click();
    await row(maelle, made[2]).click({ modifiers: ["Shift"], ...side });
    await maelle.getByRole("button", { name: "Grouper" }).click();
    const groupOf = (page: Page, id: string | null | undefined) => row(page, id).getAttribute("data-parent");
    await expect.poll(() => groupOf(daniela, made[1])).not.toBe("root");
    await expect.poll(() => groupOf(daniela, made[1])).toBe(await groupOf(maelle, made[0]));
    await maelle.keyboard.press("Control+z");
    await expect.poll(() => order(daniela).then((ids) => ids.length)).toBe(before.length + 3);

    // With the mouse by its grip: the third before the first.
    const grip = row(maelle, made[2]).locator("[data-grip]");
    // Far from the window's edges, where it would scroll.
    await grip.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const [from, to] = [await grip.boundingBox(), await row(maelle, made[0]).boundingBox()];
    await maelle.mouse.move((from?.x ?? 0) + 8, (from?.y ?? 0) + 8);
    await maelle.mouse.down();
    await maelle.mouse.move((from?.x ?? 0) + 40, (from?.y ?? 0) - 10, { steps: 4 });
    await maelle.locator("[data-dragged]").waitFor();
    await maelle.mouse.move((to?.x ?? 0) + 60, (to?.y ?? 0) + 3, { steps: 6 });
    await maelle.mouse.up();
    const relative = async (page: Page) => (await order(page)).filter((id) => made.includes(id));
    await expect.poll(() => relative(daniela)).toEqual([made[2], made[0], made[1]]);

    await row(maelle, made[2]).click({ modifiers: ["Control"], ...side });
    await row(maelle, made[0]).click({ modifiers: ["Control"], ...side });
    await maelle.getByRole("button", { name: "Copier", exact: true }).click();
    const other = await maelle.evaluate(async () => {
      const { items } = await (await fetch("/api/v1/workshops?when=next")).json();
      return `/workshops/${items[1].id}`;
    });
    await maelle.goto(server.url + other);
    await rows(maelle).first().waitFor();
    const there = await rows(maelle).count();
    await maelle.getByRole("button", { name: /Coller 2 blocs/ }).click();
    await expect.poll(() => rows(maelle).count()).toBe(there + 2);
    const words = await rows(maelle).evaluateAll((nodes) => nodes.map((node) => node.querySelector("textarea")?.value));
    expect(words.slice(-2)).toEqual(["Trois", "Un"]);
    await maelle.keyboard.press("Control+z");
    await expect.poll(() => rows(maelle).count()).toBe(there);
    await isSaved(maelle, "Enregistré");
    await maelle.goto(server.url + path);
    await rows(maelle).first().waitFor();
    for (const id of made) await row(maelle, id).waitFor();
    expect(await title(daniela, "Trois").count()).toBeGreaterThan(0);
  });

  it("says what to look at, in each one's language, and leads there", async () => {
    await rows(maelle).first().locator("textarea").first().click();
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
