import { createMilango } from "@milango/sdk";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumMissing, launchBrowser } from "../testing/browser.ts";
import { startStandalone, type TestStandalone } from "../testing/start-standalone.ts";

/** The first ten minutes of people who were never here: by what is on the screen and in the mail alone. */
describe.skipIf(chromiumMissing !== undefined)(
  `the first ten minutes ${chromiumMissing ?? ""}`,
  { timeout: 120_000 },
  () => {
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
    /** A mail that is on its way, by words of its subject. */
    const eventuallyMailTo = async (address: string, words: string): Promise<string> => {
      for (let tries = 0; tries < 100; tries++) {
        const inbox = await (await fetch(`${server.url}/dev/inbox`)).text();
        const row = inbox.split("<tr>").find((each) => each.includes(`<td>${address}</td>`) && each.includes(words));
        if (row !== undefined) return row;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`No mail to ${address} with “${words}”`);
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
      await guest.getByRole("button", { name: "Entrer", exact: true }).click();
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
      await guest.getByRole("button", { name: "Entrer", exact: true }).click();
      await guest.waitForURL(/\/account/);
      await guest.getByText("cet appareil", { exact: true }).waitFor();
      expect(await guest.getByText("Vous êtes entré avec un lien").count()).toBe(0);
      await guest.goto(place);
      await guest.locator("main ol textarea, main ol h3, main ol li").first().waitFor();
    });

    it("a representative finds the house, claims it, completes the sheet, publishes, is suggested a partner and meets", async () => {
      const maelle = await asVolunteer("saint-martin");
      const daniela = await asVolunteer("costa-rica");
      const lea = await arrive("fr-FR");
      // She finds her organisation without an account, and is led back to it once she has one.
      await lea.goto(`${server.url}/directory?q=verre`);
      await lea.getByRole("link", { name: "Verre Sable Oléane" }).click();
      await lea.getByRole("link", { name: "Se connecter pour corriger" }).click();
      await lea.getByRole("textbox", { name: "Adresse électronique" }).fill("lea@verre.example");
      await lea.getByRole("button", { name: "Recevoir le lien" }).click();
      await lea.getByText("Regardez dans votre boîte").waitFor();
      await lea.goto(linkIn(await mailTo("lea@verre.example")));
      await lea.getByRole("button", { name: "Entrer", exact: true }).click();
      await lea.getByRole("button", { name: "C’est mon organisation" }).click();
      await lea.getByRole("textbox", { name: "Que faites-vous" }).fill("J’y coordonne la collecte.");
      await lea.getByRole("button", { name: "Demander", exact: true }).click();
      await lea.getByText("Votre demande de la représenter attend").waitFor();

      await maelle.goto(linkIn(await eventuallyMailTo("maelle.hodge@demo.milango.example", "demande à représenter")));
      await maelle.getByText("J’y coordonne la collecte.").waitFor();
      await maelle.getByRole("button", { name: "Accepter" }).click();
      await maelle.getByText("Rien n’attend votre décision").waitFor();

      await lea.goto(linkIn(await eventuallyMailTo("lea@verre.example", "Vous représentez maintenant")));
      await lea.getByRole("button", { name: "Modifier la fiche" }).click();
      await lea.getByRole("textbox", { name: "Présentation (français)" }).fill("Nous broyons le verre de l’île.");
      await lea.getByRole("checkbox", { name: "12", exact: true }).check();
      await lea.getByRole("button", { name: "Enregistrer", exact: true }).click();
      await lea.getByText("Nous broyons le verre de l’île.").waitFor();
      await lea.getByText("ODD 12").waitFor();
      await lea.getByRole("button", { name: "Tout est juste aujourd’hui" }).click();
      await lea.getByText(/^Vérifiée le/).waitFor();
      await lea.getByRole("button", { name: "Modifier les contacts" }).click();
      await lea.getByRole("textbox", { name: "Nom", exact: true }).first().fill("Léa Fleming");
      await lea.getByRole("button", { name: "Enregistrer", exact: true }).click();
      await lea.getByText("Léa Fleming").waitFor();

      await lea.getByRole("button", { name: "Publier un besoin" }).click();
      const dialog = lea.getByRole("dialog", { name: "Publier un besoin" });
      await dialog
        .getByRole("textbox", { name: "Ce que vous cherchez" })
        .fill("Une formation à la maintenance d’un broyeur de verre");
      await dialog.getByRole("checkbox").first().waitFor();
      await dialog.getByText("Pourraient y répondre").waitFor();
      await dialog.getByRole("button", { name: "Publier", exact: true }).click();
      await lea.getByText("Besoin publié").waitFor();

      await lea.goto(`${server.url}/suggestions`);
      await lea
        .getByRole("button", { name: /^CoopeVidrio/ })
        .first()
        .click();
      await lea.getByRole("button", { name: "Accepter", exact: true }).first().click();

      const asked = await eventuallyMailTo("daniela.rojas@demo.milango.example", "quisiera conocer");
      expect(asked).toContain("Verre Sable Oléane (San Martín) quisiera conocer a CoopeVidrio Puerto Claro R.L.");
      await daniela.goto(linkIn(asked));
      await daniela.getByRole("button", { name: "Aceptar", exact: true }).click();
      await daniela.getByText("Léa Fleming").waitFor();
      await daniela.getByRole("button", { name: "Proponer estos 3 momentos" }).click();
      await daniela.getByText("Usted propuso estos momentos").waitFor();

      await lea.goto(linkIn(await eventuallyMailTo("lea@verre.example", "propose des dates")));
      await lea.getByRole("button", { name: "Choisir" }).first().click();
      await lea.getByText("La rencontre est fixée (45 min).").waitFor();
      const [file] = await Promise.all([
        lea.waitForEvent("download"),
        lea.getByRole("link", { name: "Ajouter à mon agenda" }).click(),
      ]);
      const written = await (await file.createReadStream()).toArray();
      expect(Buffer.concat(written).toString("utf8")).toMatch(/^BEGIN:VCALENDAR[\s\S]*DTSTART:\d{8}T\d{6}Z/);
      expect(await eventuallyMailTo("daniela.rojas@demo.milango.example", "Encuentro fijado")).toContain(
        "BEGIN:VCALENDAR",
      );
      await lea.getByRole("radio", { name: "Nous travaillons ensemble" }).check();
      await lea.getByRole("button", { name: "Noter le résultat" }).click();
      await lea.getByText(/La suite de cette rencontre a été notée/).waitFor();
    });

    it("somebody keeps a passkey on their device, and enters by it without mail", async () => {
      const page = await asVolunteer("saint-martin");
      const device = await page.context().newCDPSession(page);
      await device.send("WebAuthn.enable");
      await device.send("WebAuthn.addVirtualAuthenticator", {
        options: {
          protocol: "ctap2",
          transport: "internal",
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      await page.goto(`${server.url}/account`);
      await page.getByRole("button", { name: "Ajouter une clé sur cet appareil" }).click();
      await page.getByText(/^ajoutée le/).waitFor();
      await page.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
      await page.goto(`${server.url}/sign-in?next=/account`);
      await page.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
      await page.waitForURL((address) => address.pathname === "/account");
      await page.getByText(/^utilisée le/).waitFor();
      // Taken away, it opens nothing any more.
      await page.getByRole("button", { name: /^Retirer la clé/ }).click();
      await page.getByText("Clé d’accès retirée").first().waitFor();
      await page.getByRole("main").getByRole("button", { name: "Se déconnecter" }).click();
      await page.goto(`${server.url}/sign-in`);
      await page.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
      await page.getByText("Cette clé d’accès n’est pas connue ici").waitFor();
    });

    it("a program gets a key with a scope and a territory, and may do that and no more", async () => {
      const admin = await arrive("en-GB");
      const root = { authorization: `Bearer ${server.rootKey}`, "content-type": "application/json" };
      const invite = await fetch(`${server.url}/api/v1/invitations`, {
        method: "POST",
        headers: root,
        body: JSON.stringify({
          role: { in: "network", role: "administrator", territories: null },
          email: "ada@example.org",
          language: "en",
        }),
      });
      expect(invite.status).toBe(201);
      await admin.goto(linkIn(await mailTo("ada@example.org")));
      await admin.getByRole("textbox", { name: "Your name" }).fill("Ada");
      await admin.getByRole("button", { name: "Come in" }).click();
      await admin.waitForURL(/\/suggestions/);
      await admin.goto(`${server.url}/administration?tab=keys`);
      await admin.getByText("New key").click();
      await admin.getByRole("textbox", { name: "For which program" }).fill("Website of the town");
      await admin.getByRole("combobox", { name: "Territory" }).selectOption("MF");
      await admin.getByRole("checkbox", { name: "needs:write" }).check();
      await admin.getByRole("button", { name: "Make the key" }).click();
      const key = await admin.getByRole("textbox", { name: "The key" }).inputValue();

      const milango = createMilango({ baseUrl: server.url, apiKey: key });
      const here = (await milango.actors.list({ territory: "MF", limit: 1 })).items[0];
      const there = (await milango.actors.list({ territory: "CR", limit: 1 })).items[0];
      if (here === undefined || there === undefined) throw new Error("The demo network is empty");
      const need = await milango.needs.publish(here.id, { text: { fr: "Un four solaire" } });
      expect(need.state).toBe("open");
      await expect(milango.needs.publish(there.id, { text: { es: "Un horno solar" } })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
      await expect(milango.actors.update(here.id, { name: "x" })).rejects.toMatchObject({ code: "SCOPE_MISSING" });
      await admin.reload();
      await admin.getByText(/used on/).waitFor();
      await admin.getByRole("button", { name: "Revoke the key: Website of the town" }).click();
      await admin.getByText("No program has a key.").waitFor();
      await expect(milango.needs.publish(here.id, { text: { fr: "Encore" } })).rejects.toMatchObject({
        code: "KEY_INVALID",
      });
      await admin.goto(`${server.url}/administration?tab=log`);
      await admin.getByText("revoked a key").waitFor();
    });
  },
);
