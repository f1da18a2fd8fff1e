import { Type } from "typebox";

/** The languages people of the network write in, by ISO 639-1 code: French, Spanish, English, Dutch, Haitian Creole. */
export const languages = ["fr", "es", "en", "nl", "ht"] as const;
export type Language = (typeof languages)[number];
// Marked pure so that a browser, which needs the codes and not the schema, never loads the schema library.
export const LanguageSchema = /* @__PURE__ */ (() => Type.Enum(languages))();

/** The languages the interface itself speaks. */
export const locales = ["fr", "es", "en"] as const;
export type Locale = (typeof locales)[number];

export function isLanguage(value: unknown): value is Language {
  return languages.some((code) => code === value);
}

export function isLocale(value: unknown): value is Locale {
  return locales.some((code) => code === value);
}
