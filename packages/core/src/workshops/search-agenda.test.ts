import { describe, expect, it } from "vitest";
import { searchAgenda } from "./search-agenda.ts";

interface Node {
  readonly id: string;
  readonly title: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
const node = (id: string, title: Node["title"], ...children: Node[]): Node => ({ id, title, bodies: {}, children });

const agenda = [
  node("a", { fr: "Accueil et règles", es: "Bienvenida y reglas" }),
  node("g", { fr: "Le verre" }, node("b", { fr: "Broyer le verre à Marigot" }), node("c", { es: "Moler vidrio" })),
  { ...node("d", {}), bodies: { fr: "Deux tamis, de la chaux" } },
];
const ids = (query: string) => searchAgenda(agenda, query).map(({ id }) => id);

describe("searching an agenda", () => {
  it("finds titles in any language, without accents or capitals, in reading order", () => {
    expect(ids("REGLES")).toEqual(["a"]);
    expect(ids("verre")).toEqual(["g", "b"]);
    expect(ids("vidr")).toEqual(["c"]);
  });

  it("finds what a block's long text says", () => {
    expect(ids("tamis")).toEqual(["d"]);
  });

  it("asks for every word, wherever it stands, from its beginning", () => {
    expect(ids("erre")).toEqual([]);
    expect(ids("marigot broyer")).toEqual(["b"]);
    expect(ids("marigot vidrio")).toEqual([]);
  });

  it("finds nothing for nothing, and takes signs as they are", () => {
    for (const query of ["", "   ", "(.*", "\\"]) expect(ids(query)).toEqual([]);
  });
});
