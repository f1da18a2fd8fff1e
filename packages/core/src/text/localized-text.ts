import { Type } from "typebox";
import { type Language, languages } from "./language.ts";

/** The same text in some of the network's languages; at least one. */
export type LocalizedText = { readonly [L in Language]?: string };

/** Schema of a localized text of at most `maxLength` UTF-16 units a language. */
export function localizedTextSchema(maxLength: number) {
  const text = Type.Optional(Type.String({ minLength: 1, maxLength }));
  return Type.Object(
    { fr: text, es: text, en: text, nl: text, ht: text },
    { additionalProperties: false, minProperties: 1, description: "Text by language (ISO 639-1)" },
  );
}

/**
 * The text a reader should see, and the language it is in: the reader's own where it exists, else the writer's
 * `preferred`, else the first that does.
 */
export function readText(
  text: LocalizedText,
  reader: Language,
  preferred?: Language,
): { readonly text: string; readonly language: Language } {
  const order = [reader, ...(preferred === undefined ? [] : [preferred]), ...languages];
  for (const language of order) {
    const value = text[language];
    if (value !== undefined && value !== "") return { text: value, language };
  }
  return { text: "", language: reader };
}

/** Every language a text is written in, in the network's order. */
export function writtenLanguages(text: LocalizedText): Language[] {
  return languages.filter((language) => (text[language] ?? "") !== "");
}
