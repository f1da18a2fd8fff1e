import { languages } from "../../text/language.ts";
import type { ConceptIndex } from "./concept-index.ts";

/** Words of more concepts than this join too many to tell them apart. */
const mostConcepts = 60;

/** Pairs of concepts that people speak of in the same words, over all languages, with the cosine of their vocabularies. */
export function vocabularyCosines(
  index: ConceptIndex,
  least: number,
): { readonly a: number; readonly b: number; readonly cosine: number }[] {
  const products = Array.from({ length: index.size }, () => new Map<number, number>());
  const squares = new Float64Array(index.size);
  for (const language of languages) {
    for (const { concepts, strengths } of index.terms[language].values()) {
      for (const [at, a] of concepts.entries()) {
        const strength = strengths[at] ?? 0;
        squares[a] = (squares[a] ?? 0) + strength ** 2;
        const row = products[a];
        if (concepts.length > mostConcepts || row === undefined) continue;
        // Concepts of a word come in the order of the thesaurus.
        for (let next = at + 1; next < concepts.length; next += 1) {
          const b = concepts[next] ?? 0;
          row.set(b, (row.get(b) ?? 0) + strength * (strengths[next] ?? 0));
        }
      }
    }
  }
  return products.flatMap((row, a) =>
    [...row].flatMap(([b, product]) => {
      const cosine = product / Math.sqrt((squares[a] ?? 1) * (squares[b] ?? 1));
      return cosine >= least ? [{ a, b, cosine }] : [];
    }),
  );
}
