import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { onSharedMachine } from "../testing/shared-machine.ts";

/** Where the two people of the journey work, and how their server is killed under them. */
export interface Stage {
  readonly browser: Browser;
  readonly maelle: { readonly url: string };
  readonly daniela: { readonly url: string };
  killAndRestart(): Promise<void>;
}

/**
 * The main job from end to end: a need is published, partners are suggested, both sides accept, contacts open, a workshop
 * is opened, both teams write its agenda, the server is killed in the middle, and nothing is lost.
 */
export async function mainJob(stage: Stage): Promise<void> {
  const maelle = await enter(stage.browser, stage.maelle.url, "saint-martin", "fr-FR");
  const daniela = await enter(stage.browser, stage.daniela.url, "costa-rica", "es-CR");

  const delay = await needReachesOpenBrowser(maelle, stage.maelle.url, daniela, stage.daniela.url);
  console.log(`a need published in Saint-Martin was seen in Costa Rica after ${delay} ms`);
  expect(delay).toBeLessThanOrEqual(onSharedMachine(1_000));

  await accept(maelle, stage.maelle.url, "Verre Sable Oléane", "CoopeVidrio Puerto Claro R.L.", "Accepter");
  await chooseActor(daniela, stage.daniela.url, "CoopeVidrio Puerto Claro R.L.");
  await daniela.getByRole("link", { name: "Abrir la presentación" }).click();
  await daniela.waitForURL(/\/introductions\//);
  expect(await daniela.getByText(/contact@verre/).count()).toBe(0);
  await daniela.getByRole("button", { name: "Aceptar", exact: true }).click();
  await daniela
    .getByText(/contact@verre/)
    .first()
    .waitFor();

  await maelle.goto(`${stage.maelle.url}${new URL(daniela.url()).pathname}`);
  await maelle.getByRole("button", { name: "Ouvrir l’atelier" }).click();
  await maelle.waitForURL(/\/workshops\/[0-9a-f-]{36}/);
  await daniela.goto(`${stage.daniela.url}${new URL(maelle.url()).pathname}`);

  await editTogether(maelle, daniela, stage.killAndRestart);
}

async function enter(browser: Browser, url: string, persona: string, locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in?persona=${persona}`);
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  return page;
}

async function chooseActor(page: Page, url: string, actor: string): Promise<void> {
  await page.goto(`${url}/suggestions`);
  await page.getByRole("combobox").first().selectOption({ label: actor });
}

/** Publishes a need through the page of one, and measures when it shows in the open page of the other. */
async function needReachesOpenBrowser(maelle: Page, url: string, daniela: Page, danielasUrl: string): Promise<number> {
  await chooseActor(daniela, danielasUrl, "Asociación Playa Carey Sur");
  await daniela.getByRole("heading", { name: "Asociación Playa Carey Sur" }).waitFor();
  const item = daniela
    .getByRole("link", { name: /Carnaval Zéro Paillette/ })
    .or(daniela.getByRole("button", { name: /Carnaval Zéro Paillette/ }));
  expect(await item.count()).toBe(0);

  await maelle.goto(`${url}/directory?q=paillette`);
  await maelle.getByRole("link", { name: /Carnaval Zéro Paillette/ }).click();
  await maelle.getByRole("button", { name: "Publier un besoin" }).click();
  const dialog = maelle.getByRole("dialog");
  await dialog
    .getByLabel("Ce que vous cherchez")
    .fill("Des fiches et un protocole de patrouille de nuit pour suivre les nids de tortues marines");
  await dialog.getByRole("button", { name: "Publier", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  const published = performance.now();
  await item.first().waitFor({ timeout: 5_000 });
  return Math.round(performance.now() - published);
}

async function accept(page: Page, url: string, own: string, partner: string, word: string): Promise<void> {
  await chooseActor(page, url, own);
  await page.getByRole("heading", { name: partner }).waitFor();
  await page.getByRole("button", { name: word, exact: true }).click();
}

const rows = (page: Page) => page.locator("[data-node-id]");
const order = (page: Page): Promise<(string | null)[]> =>
  rows(page).evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-node-id")));

/** The agenda as the server computes it, read with this person's own session. */
const agendaOf = (page: Page): Promise<{ blocks: { id: string; title: Record<string, string>; local: unknown[] }[] }> =>
  page.evaluate(async () => (await fetch(`/api/v1${location.pathname}/agenda`)).json());

async function editTogether(maelle: Page, daniela: Page, killAndRestart: () => Promise<void>): Promise<void> {
  await rows(maelle).first().waitFor();
  await rows(daniela).first().waitFor();
  const before = await rows(maelle).count();

  await addBlock(maelle, "Ajouter un bloc", "Visite des deux ateliers");
  await saved(maelle, "Enregistré");
  await expect.poll(() => rows(daniela).count()).toBe(before + 1);

  await killAndRestart();
  await addBlock(daniela, "Agregar un bloque", "Cifras en la mano");
  await addBlock(maelle, "Ajouter un bloc", "Décisions");
  await saved(maelle, "Enregistré");
  await saved(daniela, "Guardado");
  await expect.poll(() => rows(maelle).count(), { timeout: 20_000 }).toBe(before + 3);
  await expect.poll(() => rows(daniela).count(), { timeout: 20_000 }).toBe(before + 3);
  expect(await order(maelle)).toEqual(await order(daniela));

  await Promise.all([maelle.reload(), daniela.reload()]);
  await expect.poll(() => rows(maelle).count(), { timeout: 20_000 }).toBe(before + 3);
  await expect.poll(() => rows(daniela).count(), { timeout: 20_000 }).toBe(before + 3);
  expect(await order(maelle)).toEqual(await order(daniela));
  const agenda = await agendaOf(maelle);
  expect(await agendaOf(daniela)).toEqual(agenda);
  expect(agenda.blocks.map(({ id }) => id)).toEqual(await order(maelle));
  const written = agenda.blocks.flatMap(({ title }) => Object.values(title));
  for (const title of ["Visite des deux ateliers", "Cifras en la mano", "Décisions"]) expect(written).toContain(title);
}

async function addBlock(page: Page, word: string, title: string): Promise<void> {
  await page.getByRole("button", { name: word }).first().click();
  await page.keyboard.type(title);
}

async function saved(page: Page, word: string): Promise<void> {
  await page
    .getByRole("button", { name: word })
    .or(page.getByText(word, { exact: true }))
    .first()
    .waitFor({ timeout: 20_000 });
}
