import { isLocale, type Locale } from "@milango/core/text";
import type { Mail } from "../mail/mailer.ts";

interface Mention {
  readonly to: string;
  readonly language: string;
  readonly by: string;
  readonly words: string;
  readonly link: string;
}

const texts: { readonly [L in Locale]: { subject(by: string): string; body(mention: Mention): string } } = {
  fr: {
    subject: (by) => `${by} vous appelle dans un atelier`,
    body: ({ by, words, link }) => `Bonjour,\n\n${by} écrit :\n\n${words}\n\nRépondre dans l'atelier : ${link}\n`,
  },
  es: {
    subject: (by) => `${by} le llama en un taller`,
    body: ({ by, words, link }) => `Hola:\n\n${by} escribe:\n\n${words}\n\nResponder en el taller: ${link}\n`,
  },
  en: {
    subject: (by) => `${by} calls on you in a workshop`,
    body: ({ by, words, link }) => `Hello,\n\n${by} writes:\n\n${words}\n\nAnswer in the workshop: ${link}\n`,
  },
};

/** Tells somebody, in their language, that a comment calls on them. */
export function mentionMail(mention: Mention): Mail {
  const text = texts[isLocale(mention.language) ? mention.language : "fr"];
  // A name with a line break would begin another header.
  return { to: mention.to, subject: text.subject(mention.by.replace(/\s+/g, " ")), text: text.body(mention) };
}
