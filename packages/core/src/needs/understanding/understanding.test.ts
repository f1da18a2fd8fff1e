import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Language, languages } from "../../text/language.ts";
import { parseThesaurus } from "../thesaurus/thesaurus.ts";
import { thesaurusFiles } from "../thesaurus/thesaurus-files.ts";
import { annotate } from "./annotate.ts";
import { cognateForm } from "./cognate-form.ts";
import { scoreTexts } from "./score-texts.ts";
import { searchConcepts } from "./search-concepts.ts";
import { tokenise } from "./tokenise.ts";

const thesaurus = parseThesaurus(thesaurusFiles.flatMap((file) => readFileSync(file, "utf8").split("\n")));
const words = (text: string, language: Language) => tokenise(text, language).map(({ written }) => written);

describe("Tokenising", () => {
  it("opens elisions and leaves out stop words and bare numbers", () => {
    expect(words("L'huile d’olive qu'on jette en 2024", "fr")).toEqual(["huile", "olive", "jette"]);
    expect(words("the workers' glass and 120 bars", "en")).toEqual(["workers", "glass", "bars"]);
  });

  it("says where each word stands, in UTF-16 units of the text", () => {
    const text = "🐢 Près de l'école, des œufs brisés";
    for (const { written, start, end } of tokenise(text, "fr")) expect(text.slice(start, end)).toBe(written);
  });

  it("brings forms of one word to one stem", () => {
    const stems = (text: string, language: Language) => new Set(tokenise(text, language).map(({ stem }) => stem)).size;
    expect(stems("bouteille bouteilles", "fr")).toBe(1);
    expect(stems("tejedor tejedores", "es")).toBe(1);
    expect(stems("weaver weavers", "en")).toBe(1);
    expect(stems("boer boeren", "nl")).toBe(1);
  });
});

describe("Cognate forms", () => {
  it.each([
    ["formation", "formacion"],
    ["cooperative", "cooperativa"],
    ["protocole", "protocolo"],
    ["activite", "activiteit"],
    ["activity", "actividad"],
    ["biologique", "biologisch"],
  ])("write %s and %s alike", (one, other) => {
    expect(cognateForm(one)).toBe(cognateForm(other));
  });
});

describe("Annotating", () => {
  it("finds the same concept in five languages", () => {
    const texts: [string, Language][] = [
      ["un logiciel libre pour notre association", "fr"],
      ["software libre para nuestra asociación", "es"],
      ["free software for our association", "en"],
      ["vrije software voor onze vereniging", "nl"],
      ["lojisyèl lib pou asosyasyon nou", "ht"],
    ];
    for (const [text, language] of texts)
      expect(
        annotate(text, language, thesaurus)
          .slice(0, 3)
          .map(({ concept }) => concept),
        text,
      ).toContain("digital.free-software");
  });

  it("points at the words it read", () => {
    const text = "Nous cherchons un métier à tisser d'occasion";
    const weaving = annotate(text, "fr", thesaurus).find(({ concept }) => concept === "craft.weaving");
    expect(weaving?.spans.map(({ start, end }) => text.slice(start, end)).join(" ")).toContain("tisser");
  });

  it("reads a Dutch compound by its parts", () => {
    expect(annotate("zonnedroger voor broodvruchtmeel", "nl", thesaurus).length).toBeGreaterThan(0);
  });

  it("gives at most 20 concepts, strongest first, weights within 0–1, spans within the text, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.constantFrom(...languages), (text, language) => {
        const found = annotate(text, language, thesaurus);
        expect(found.length).toBeLessThanOrEqual(20);
        for (const [at, { weight, spans }] of found.entries()) {
          expect(weight).toBeGreaterThan(0);
          expect(weight).toBeLessThanOrEqual(found[at - 1]?.weight ?? 1);
          for (const { start, end } of spans) expect(0 <= start && start < end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("Searching concepts", () => {
  const ids = (query: string, language: Language) => searchConcepts(query, language, thesaurus).map(({ id }) => id);

  it("finds labels without accents and case, the reader's language first", () => {
    expect(ids("TISSAGE", "fr")[0]).toBe("craft.weaving");
    expect(ids("telar", "es")[0]).toBe("craft.weaving");
  });

  it("finds nothing for nothing, and takes special characters as they are", () => {
    expect(ids("  ", "fr")).toEqual([]);
    expect(ids("(.*", "fr")).toEqual([]);
  });

  it("gives as many as asked for", () => {
    expect(searchConcepts("a", "fr", thesaurus, 7)).toHaveLength(7);
  });
});

describe("Scoring texts", () => {
  it("gives a row a query, and the right document the best score across languages", () => {
    const queries = [
      { text: "une chambre froide pour garder le poisson", lang: "fr" },
      { text: "clases de lectura para adultos", lang: "es" },
    ];
    const documents = [
      { text: "Literacy courses for grown-ups", lang: "en" },
      { text: "Cold storage and ice for fishers", lang: "en" },
      { text: "Repair of bicycles", lang: "en" },
    ];
    const rows = scoreTexts(queries, documents, thesaurus).map((row) => [...row]);
    expect(rows.map((row) => row.indexOf(Math.max(...row)))).toEqual([1, 0]);
    for (const score of rows.flat()) expect(score >= 0 && score <= 1).toBe(true);
  });

  it("does not depend on the order or company of the documents", () => {
    const query = [{ text: "broyer des bouteilles en verre", lang: "fr" }];
    const documents = [
      { text: "trituradora de botellas", lang: "es" },
      { text: "glass crushing plant", lang: "en" },
      { text: "bottle return scheme", lang: "en" },
    ];
    const forth = [...(scoreTexts(query, documents, thesaurus)[0] ?? [])];
    const back = [...(scoreTexts(query, [...documents].reverse(), thesaurus)[0] ?? [])].reverse();
    expect(back).toEqual(forth);
    expect(scoreTexts(query, documents.slice(0, 1), thesaurus)[0]?.[0]).toBe(forth[0]);
  });
});
