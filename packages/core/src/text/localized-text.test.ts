import fc from "fast-check";
import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import { isLanguage, isLocale, type Language, languages, locales } from "./language.ts";
import { type LocalizedText, localizedTextSchema, readText, writtenLanguages } from "./localized-text.ts";

const language = fc.constantFrom(...languages);
const anyText: fc.Arbitrary<LocalizedText> = fc
  .dictionary(language, fc.string({ maxLength: 8 }))
  .map((text) => ({ ...text }));

describe("the text a reader sees", () => {
  const text = { es: "Taller", en: "Workshop", ht: "Atelye" };

  it("is in the reader's own language where it exists", () => {
    expect(readText(text, "ht", "en")).toEqual({ text: "Atelye", language: "ht" });
  });

  it("is in the writer's preferred language where the reader's is missing or empty", () => {
    expect(readText(text, "fr", "en")).toEqual({ text: "Workshop", language: "en" });
    expect(readText({ ...text, fr: "" }, "fr", "en")).toEqual({ text: "Workshop", language: "en" });
  });

  it("is in the first language of the network that it is written in, when nobody's is there", () => {
    expect(readText(text, "fr")).toEqual({ text: "Taller", language: "es" });
    expect(readText(text, "fr", "nl")).toEqual({ text: "Taller", language: "es" });
  });

  it("is empty, in the reader's language, when nothing is written", () => {
    expect(readText({}, "nl", "fr")).toEqual({ text: "", language: "nl" });
  });

  it("is always one of those written, said with its true language", () => {
    fc.assert(
      fc.property(anyText, language, fc.option(language, { nil: undefined }), (written, reader, preferred) => {
        const seen = readText(written, reader, preferred);
        const some = writtenLanguages(written);
        if (some.length === 0) expect(seen).toEqual({ text: "", language: reader });
        else {
          expect(some).toContain(seen.language);
          expect(seen.text).toBe(written[seen.language]);
        }
        if (some.includes(reader)) expect(seen.language).toBe(reader);
      }),
    );
  });
});

describe("the languages a text is written in", () => {
  it("come in the network's order, without those that hold nothing", () => {
    expect(writtenLanguages({ ht: "a", nl: "", fr: "b" })).toEqual<Language[]>(["fr", "ht"]);
    expect(writtenLanguages({})).toEqual([]);
  });
});

describe("a localized text from outside", () => {
  const schema = localizedTextSchema(5);

  it("has at least one text, none empty, none too long", () => {
    for (const fine of [{ fr: "un" }, { fr: "un", es: "dos", en: "three", nl: "vier", ht: "senk" }])
      expect(Value.Check(schema, fine)).toBe(true);
    for (const unfit of [{}, { fr: "" }, { fr: "trop long" }, { fr: null }, "un", ["un"], null])
      expect(Value.Check(schema, unfit), JSON.stringify(unfit)).toBe(false);
  });

  it("is in languages of the network only", () => {
    expect(Value.Check(schema, { de: "eins" })).toBe(false);
    expect(Value.Check(schema, { fr: "un", de: "eins" })).toBe(false);
    expect(Value.Check(schema, { FR: "un" })).toBe(false);
  });
});

describe("languages", () => {
  it("are five, of which the interface speaks three", () => {
    expect([...languages].sort()).toEqual(["en", "es", "fr", "ht", "nl"]);
    expect(locales.every(isLanguage)).toBe(true);
    expect(languages.filter(isLocale)).toEqual(["fr", "es", "en"]);
  });

  it("are told from anything else", () => {
    for (const other of ["de", "FR", "", "fr-FR", null, undefined, 0, ["fr"]]) {
      expect(isLanguage(other), String(other)).toBe(false);
      expect(isLocale(other), String(other)).toBe(false);
    }
  });
});
