import { territoryOf } from "@milango/core/actors";
import { type Locale, readText } from "@milango/core/text";
import type { Mail } from "../mail/mailer.ts";
import type { Gathered } from "./gather.ts";

interface Words {
  readonly subject: string;
  readonly hello: (name: string) => string;
  readonly toDecide: (count: number) => string;
  readonly suggestion: (partner: string, where: string, need: string, offer: string) => string;
  readonly asking: (names: string) => string;
  readonly ending: (text: string, until: string) => string;
  readonly proposals: (count: number) => string;
  readonly open: string;
  readonly stop: string;
}

const texts: { readonly [L in Locale]: Words } = {
  fr: {
    subject: "Ce qui vous attend dans Milango",
    hello: (name) => `Bonjour ${name},`,
    toDecide: (count) => (count === 1 ? "1 partenaire proposé" : `${count} partenaires proposés`),
    suggestion: (partner, where, need, offer) =>
      `• ${partner} (${where})\n  Besoin : « ${need} »\n  Offre : « ${offer} »`,
    asking: (names) => `Attend votre réponse : ${names}`,
    ending: (text, until) => `Se termine le ${until} : « ${text} ». Toujours vrai ? Renouvelez en une pression.`,
    proposals: (count) =>
      count === 1 ? "1 correction ou demande à examiner." : `${count} corrections ou demandes à examiner.`,
    open: "Ouvrir Milango : ",
    stop: "Ne plus recevoir ce résumé : ",
  },
  es: {
    subject: "Lo que le espera en Milango",
    hello: (name) => `Hola, ${name}:`,
    toDecide: (count) => (count === 1 ? "1 contraparte propuesta" : `${count} contrapartes propuestas`),
    suggestion: (partner, where, need, offer) =>
      `• ${partner} (${where})\n  Necesidad: «${need}»\n  Oferta: «${offer}»`,
    asking: (names) => `Espera su respuesta: ${names}`,
    ending: (text, until) => `Termina el ${until}: «${text}». ¿Sigue vigente? Renuévelo con un toque.`,
    proposals: (count) =>
      count === 1 ? "1 corrección o solicitud por revisar." : `${count} correcciones o solicitudes por revisar.`,
    open: "Abrir Milango: ",
    stop: "No recibir más este resumen: ",
  },
  en: {
    subject: "What waits for you in Milango",
    hello: (name) => `Hello ${name},`,
    toDecide: (count) => (count === 1 ? "1 suggested partner" : `${count} suggested partners`),
    suggestion: (partner, where, need, offer) => `• ${partner} (${where})\n  Need: “${need}”\n  Offer: “${offer}”`,
    asking: (names) => `Waits for your answer: ${names}`,
    ending: (text, until) => `Ends on ${until}: “${text}”. Still true? Renew it with one press.`,
    proposals: (count) =>
      count === 1 ? "1 correction or claim to look at." : `${count} corrections or claims to look at.`,
    open: "Open Milango: ",
    stop: "Stop this digest: ",
  },
};

/** The digest of one person in their language; nothing when nothing waits. */
export function digestMail(options: {
  readonly name: string;
  readonly locale: Locale;
  readonly gathered: Gathered;
  readonly publicUrl: string;
  readonly stopLink: string;
}): Omit<Mail, "to"> | undefined {
  const { locale, gathered, publicUrl, stopLink } = options;
  if (gathered.actors.length === 0 && gathered.proposals === 0) return undefined;
  const words = texts[locale];
  const day = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  const paragraphs = gathered.actors.map((actor) =>
    [
      actor.name.toLocaleUpperCase(locale),
      ...(actor.toDecide === 0 ? [] : [words.toDecide(actor.toDecide)]),
      ...actor.suggestions.map(({ partner, territory, need, offer }) =>
        words.suggestion(
          partner,
          territoryOf(territory)?.names[locale] ?? territory,
          readText(need, locale).text,
          readText(offer, locale).text,
        ),
      ),
      ...(actor.asking.length === 0 ? [] : [words.asking(actor.asking.join(", "))]),
      ...actor.ending.map(({ text, until }) =>
        words.ending(readText(text, locale).text, day.format(new Date(`${until}T00:00:00Z`))),
      ),
    ].join("\n"),
  );
  return {
    subject: words.subject,
    text: `${[
      words.hello(options.name),
      ...paragraphs,
      ...(gathered.proposals === 0 ? [] : [words.proposals(gathered.proposals)]),
      `${words.open}${publicUrl}/suggestions`,
      `${words.stop}${stopLink}`,
    ].join("\n\n")}\n`,
    unsubscribe: stopLink,
  };
}
