import type { Locale } from "@milango/core/text";
import type { Mail } from "../mail/mailer.ts";
import { linkMinutes } from "./sessions.ts";

const texts: { readonly [L in Locale]: { subject: string; body(link: string, code: string): string } } = {
  fr: {
    subject: "Votre lien pour entrer dans Milango",
    body: (link, code) =>
      `Bonjour,\n\nOuvrez ce lien pour entrer, dans les ${linkMinutes} minutes :\n${link}\n\nSur un autre appareil, tapez ce code : ${code}\n\nVous n'avez rien demandé ? Ne faites rien : sans ce lien, personne n'entre.\n`,
  },
  es: {
    subject: "Su enlace para entrar en Milango",
    body: (link, code) =>
      `Hola:\n\nAbra este enlace para entrar, en los próximos ${linkMinutes} minutos:\n${link}\n\nEn otro dispositivo, escriba este código: ${code}\n\n¿No lo pidió? No haga nada: sin este enlace nadie entra.\n`,
  },
  en: {
    subject: "Your link to enter Milango",
    body: (link, code) =>
      `Hello,\n\nOpen this link to enter, within ${linkMinutes} minutes:\n${link}\n\nOn another device, type this code: ${code}\n\nYou did not ask for it? Do nothing: without this link nobody enters.\n`,
  },
};

export function signInMail(to: string, locale: Locale, link: string, code: string): Mail {
  return { to, subject: texts[locale].subject, text: texts[locale].body(link, code) };
}
