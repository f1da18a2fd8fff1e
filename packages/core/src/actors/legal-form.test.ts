import { describe, expect, it } from "vitest";
import { actorKinds } from "./kind.ts";
import { legalFormOf, legalForms, legalFormsIn, parseLegalForm } from "./legal-form.ts";
import { territoryCodes } from "./territory.ts";

const french = ["MF", "GP", "MQ", "GF"] as const;
const idsIn = (territory: (typeof territoryCodes)[number]) => legalFormsIn(territory).map(({ id }) => id);

describe("legal forms", () => {
  it("have an id each, by which they are found", () => {
    expect(new Set(legalForms.map(({ id }) => id)).size).toBe(legalForms.length);
    for (const form of legalForms) expect(legalFormOf(form.id)).toBe(form);
    for (const id of ["", "fr-sas", "constructor", "__proto__"]) expect(legalFormOf(id), id).toBeUndefined();
  });

  it("give each territory associations, enterprises and public bodies of its own law", () => {
    for (const territory of territoryCodes) {
      const kinds = new Set(legalFormsIn(territory).map(({ kind }) => kind));
      expect([...kinds].sort(), territory).toEqual([...actorKinds].sort());
    }
  });

  it("are the same in the four French territories, and shared with nobody else", () => {
    for (const territory of french) expect(idsIn(territory)).toEqual(idsIn("MF"));
    const elsewhere = territoryCodes.filter((code) => !french.some((own) => own === code));
    for (const territory of elsewhere) expect(idsIn(territory).filter((id) => id.startsWith("fr-"))).toEqual([]);
  });

  it("name what the law of France and of Costa Rica knows", () => {
    expect(idsIn("MF")).toEqual(
      expect.arrayContaining(["fr-association", "fr-scic", "fr-scop", "fr-cooperative", "fr-mutuelle", "fr-fondation"]),
    );
    expect(idsIn("MF")).toContain("fr-esus");
    expect(idsIn("CR")).toEqual(
      expect.arrayContaining(["cr-cooperativa", "cr-asociacion", "cr-solidarista", "cr-asada", "cr-fundacion"]),
    );
    expect(idsIn("CR")).toEqual(expect.arrayContaining(["cr-sal", "cr-adi"]));
  });

  it("are found by their own spellings, which are folded as a text is before it is read", () => {
    for (const form of legalForms) {
      for (const spelling of form.spellings) {
        expect(spelling).toBe(spelling.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase());
        for (const territory of form.territories) expect(parseLegalForm(spelling, territory)?.id).toBe(form.id);
      }
    }
  });
});

describe("a legal form in a free text", () => {
  it.each([
    ["Association loi 1901", "MF", "fr-association"],
    ["SAS agréée ESUS", "GP", "fr-esus"],
    ["SCIC SA", "MQ", "fr-scic"],
    ["Scop à capital variable", "GF", "fr-scop"],
    ["Société coopérative", "MF", "fr-cooperative"],
    ["Asociación Solidarista de Empleados", "CR", "cr-solidarista"],
    ["Asociación de Desarrollo Integral (ADI)", "CR", "cr-adi"],
    ["Asociación de desarrollo comunal", "CR", "cr-adi"],
    ["ASADA", "CR", "cr-asada"],
    ["CoopeTarrazú R.L.", "CR", "cr-cooperativa"],
    ["Kowoperativ / koperativ", "HT", "ht-cooperative"],
    ["Coöperatieve vereniging", "SR", "sr-cooperatie"],
    ["Landbouwcoöperatie", "SR", "sr-cooperatie"],
    ["Taller Luz (S.A.L.)", "CR", "cr-sal"],
    ["Taller Luz SAL", "CR", "cr-sal"],
    ["Stichting", "SR", "sr-stichting"],
    ["Company Limited by Guarantee", "JM", "jm-guarantee"],
    ["Ayuntamiento", "DO", "do-publica"],
  ] as const)("%s in %s is %s", (text, territory, id) => {
    expect(parseLegalForm(text, territory)?.id).toBe(id);
  });

  it("means a form of its own territory only", () => {
    expect(parseLegalForm("SCIC", "CR")).toBeUndefined();
    expect(parseLegalForm("ASADA", "MF")).toBeUndefined();
    expect(parseLegalForm("cooperativa", "DO")?.id).toBe("do-cooperativa");
  });

  it("is not read into other words", () => {
    expect(parseLegalForm("", "MF")).toBeUndefined();
    expect(parseLegalForm("Société anonyme", "MF")).toBeUndefined();
    // "sal" and "adi" are short enough to stand inside other words.
    expect(parseLegalForm("Universal", "CR")).toBeUndefined();
    expect(parseLegalForm("Radio comunitaria", "CR")).toBeUndefined();
    expect(parseLegalForm("Mission épiscopale", "MF")).toBeUndefined();
  });
});
