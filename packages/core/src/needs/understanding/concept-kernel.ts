import type { Thesaurus } from "../thesaurus/thesaurus.ts";
import type { IndexedConcept } from "./annotate.ts";
import { conceptIndex } from "./concept-index.ts";
import { vocabularyCosines } from "./vocabulary-cosines.ts";
import { weights } from "./weights.ts";

/** How near concepts are to each other, by the thesaurus: symmetric, 1 for a concept with itself. */
export interface ConceptKernel {
  /** A text's concepts with what they lend to their neighbours; a sparse row, indices ascending. */
  spread(concepts: readonly IndexedConcept[]): Map<number, number>;
}

const kernels = new WeakMap<Thesaurus, ConceptKernel>();

/** The kernel of a thesaurus, made once for each. */
export function conceptKernel(thesaurus: Thesaurus): ConceptKernel {
  let kernel = kernels.get(thesaurus);
  if (kernel === undefined) {
    kernel = buildKernel(thesaurus);
    kernels.set(thesaurus, kernel);
  }
  return kernel;
}

function buildKernel(thesaurus: Thesaurus): ConceptKernel {
  const near = thesaurus.entries.map(() => new Map<number, number>());
  const link = (a: number, b: number, nearness: number) => {
    if (a === b) return;
    near[a]?.set(b, Math.max(near[a].get(b) ?? 0, nearness));
    near[b]?.set(a, Math.max(near[b].get(a) ?? 0, nearness));
  };
  const narrower = new Map<number, number[]>();
  for (const [at, entry] of thesaurus.entries.entries()) {
    const broader = entry.broader === null ? undefined : thesaurus.indexOf.get(entry.broader);
    if (broader !== undefined) {
      link(at, broader, weights.broader);
      narrower.set(broader, [...(narrower.get(broader) ?? []), at]);
    }
    for (const id of entry.meets) link(at, thesaurus.indexOf.get(id) ?? at, weights.meets);
  }
  for (const siblings of narrower.values())
    for (const a of siblings) for (const b of siblings) if (a < b) link(a, b, weights.sibling);
  for (const { a, b, cosine } of vocabularyCosines(conceptIndex(thesaurus), weights.vocabularyFrom))
    link(a, b, Math.min(weights.vocabularyMost, cosine));
  return {
    spread(concepts) {
      const row = new Map<number, number>();
      for (const { concept, weight } of concepts) {
        row.set(concept, (row.get(concept) ?? 0) + weight);
        for (const [other, nearness] of near[concept] ?? []) row.set(other, (row.get(other) ?? 0) + weight * nearness);
      }
      return row;
    },
  };
}
