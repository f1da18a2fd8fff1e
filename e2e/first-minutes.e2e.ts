import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

/** The first ten minutes of people who were never here: by what is on the screen and in the mail alone. */
describe.skipIf(chromiumMissing)("the first ten minutes", { timeout: 120_000 }, () => {
  let server: TestStandalone;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startStandalone(), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await server?.stop();
  });

  const arrive = async (locale: string, width = 1280): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale });
    contexts.push(context);
    context.setDefaultTimeout(15_000);
    return context.newPage();
  };
  const asVolunteer = async (persona: "saint-martin" | "costa-rica"): Promise<Page> => {
    const page = await arrive(persona === "saint-martin" ? "fr-FR" : "es-CR");
    await page.goto(`${server.url}/sign-in?persona=${persona}`);
    await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
    return page;
  };
  const openAgenda = async (page: Page): Promise<void> => {
    await page.goto(`${server.url}/workshops`);
    await page.locator('main a[href^="/workshops/0"]').first().click();
    await page.waitForURL(/\/workshops\/[\da-f-]{36}/);
  };
  /** The newest mail to an address, as the inbox of the demo shows it. */
  const mailTo = async (address: string): Promise<string> => {
    const inbox = await (await fetch(`${server.url}/dev/inbox`)).text();
    const row = inbox.split("<tr>").find((each) => each.includes(`<td>${address}</td>`));
    if (row === undefined) throw new Error(`No mail to ${address}`);
    return row;
  };
  const linkIn = (mail: string): string => {
    const link = /href="(http[^"]+)"/.exec(mail)?.[1]?.replaceAll("&amp;", "&");
    if (link === undefined) throw new Error("No link in the mail");
    // The demo's own address, whatever name it has in the mail.
    const { pathname, search } = new URL(link);
    return `${server.url}${pathname}${search}`;
  };

  it("a volunteer is invited by mail, comes in by name, and edits the agenda", async () => {
    const maelle = await asVolunteer("saint-martin");
    await openAgenda(maelle);
    await maelle.getByRole("button", { name: "Personnes" }).click();
    const dialog = maelle.getByRole("dialog", { name: "Qui participe à cet agenda" });
    await dialog.getByRole("textbox", { name: "Adresse électronique" }).fill("carmen@ejemplo.example");
    await dialog.getByRole("combobox", { name: "Langue du message" }).selectOption("es");
    await dialog.getByRole("button", { name: "Envoyer l’invitation" }).click();
    await dialog.getByRole("button", { name: "Retirer l’invitation : carmen@ejemplo.example" }).waitFor();

    const carmen = await arrive("es-CR", 390);
    await carmen.goto(linkIn(await mailTo("carmen@ejemplo.example")));
    await carmen.getByRole("heading", { name: /^Entrar en el taller/ }).waitFor();
    await carmen.getByRole("textbox", { name: "Su nombre" }).fill("Carmen Solís");
    await carmen.getByRole("combobox", { name: "Su territorio" }).selectOption("CR");
    await carmen.getByRole("button", { name: "Entrar" }).click();
    await carmen.waitForURL(/\/workshops\/[\da-f-]{36}/);
    const title = carmen.locator("main ol textarea").first();
    await title.waitFor();
    await title.fill("Bienvenida de Carmen");
    await carmen.getByText("Guardado").waitFor();

    await dialog.getByRole("button", { name: "Fermer" }).click();
    await maelle.getByRole("button", { name: "Personnes" }).click();
    await dialog.getByText("Carmen Solís").waitFor();
    expect(await dialog.getByRole("combobox", { name: "Rôle de Carmen Solís" }).inputValue()).toBe("editor");
  });

  it("a guest follows a link without an account, and makes one later without losing the place", async () => {
    const daniela = await asVolunteer("costa-rica");
    await openAgenda(daniela);
    await daniela.getByRole("button", { name: "Personas" }).click();
    const dialog = daniela.getByRole("dialog", { name: "Quién participa en esta agenda" });
    await dialog.getByRole("combobox", { name: "El enlace da" }).selectOption("commenter");
    await dialog.getByRole("button", { name: "Crear el enlace" }).click();
    const link = await dialog.getByRole("textbox", { name: /^Enlace/ }).inputValue();

    const guest = await arrive("fr-FR");
    await guest.goto(linkIn(`href="${link}"`));
    await guest.getByRole("textbox", { name: "Votre nom" }).fill("Gaëlle");
    await guest.getByRole("button", { name: "Entrer" }).click();
    await guest.waitForURL(/\/workshops\/[\da-f-]{36}/);
    const place = guest.url();
    await guest.reload();
    await guest.getByRole("button", { name: /^Compte de Gaëlle/ }).waitFor();

    await guest.goto(`${server.url}/account`);
    await guest.getByRole("link", { name: "Créer un compte" }).click();
    await guest.getByRole("textbox", { name: "Adresse électronique" }).fill("gaelle@example.org");
    await guest.getByRole("button", { name: "Recevoir le lien" }).click();
    await guest.getByText("Regardez dans votre boîte").waitFor();
    const code = /\b\d{6}\b/.exec(await mailTo("gaelle@example.org"))?.[0] ?? "";
    await guest.getByRole("textbox", { name: "Code à six chiffres" }).fill(code);
    await guest.getByRole("button", { name: "Entrer" }).click();
    await guest.waitForURL(/\/account/);
    await guest.getByText("cet appareil").waitFor();
    expect(await guest.getByText("Vous êtes entré avec un lien").count()).toBe(0);
    await guest.goto(place);
    await guest.locator("main ol textarea, main ol h3, main ol li").first().waitFor();
  });
});
