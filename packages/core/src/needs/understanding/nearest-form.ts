import { gramsOf } from "./cognate-form.ts";
import type { Postings } from "./postings.ts";
import { weights } from "./weights.ts";

/** Finds the known form most like an unknown one; also the two known forms a compound is made of. */
export function createNearestForm(forms: ReadonlyMap<string, Postings>): (form: string) => Postings | undefined {
  const names = [...forms.keys()];
  const gramCounts = new Uint16Array(names.length);
  const byGram = new Map<string, number[]>();
  for (const [at, name] of names.entries()) {
    const grams = new Set(gramsOf(name));
    gramCounts[at] = grams.size;
    for (const gram of grams) {
      const list = byGram.get(gram);
      if (list === undefined) byGram.set(gram, [at]);
      else list.push(at);
    }
  }
  const shared = new Uint16Array(names.length);
  const answers = new Map<string, Postings | undefined>();
  const find = (form: string): Postings | undefined => {
    if (form.length < 5) return undefined;
    const grams = new Set(gramsOf(form));
    const touched: number[] = [];
    for (const gram of grams) {
      for (const at of byGram.get(gram) ?? []) {
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] ?? 0) + 1;
      }
    }
    let best = -1;
    let bestLikeness = 0;
    for (const at of touched) {
      const likeness = (2 * (shared[at] ?? 0)) / (grams.size + (gramCounts[at] ?? 0));
      if (likeness > bestLikeness) {
        bestLikeness = likeness;
        best = at;
      }
      shared[at] = 0;
    }
    const found = bestLikeness >= weights.likenessFrom ? forms.get(names[best] ?? "") : undefined;
    const parts = bestLikeness < 0.75 ? compound(form, forms) : undefined;
    return parts ?? (found === undefined ? undefined : weaken(found, bestLikeness));
  };
  return (form) => {
    if (answers.has(form)) return answers.get(form);
    const answer = find(form);
    if (answers.size < 50_000) answers.set(form, answer);
    return answer;
  };
}

function weaken(postings: Postings, by: number): Postings {
  return { ...postings, strengths: postings.strengths.map((strength) => strength * by) };
}

/** Dutch writes compounds as one word: `patientendossier` is read as both of its parts. */
function compound(form: string, forms: ReadonlyMap<string, Postings>): Postings | undefined {
  for (let cut = form.length - 4; cut >= 4; cut -= 1) {
    const tail = forms.get(form.slice(cut));
    const head = headOf(form.slice(0, cut), forms);
    if (tail === undefined || head === undefined) continue;
    return {
      concepts: Int32Array.from([...head.concepts, ...tail.concepts]),
      strengths: Float32Array.from([...head.strengths, ...tail.strengths]),
      rarity: Math.max(head.rarity, tail.rarity),
      exact: false,
    };
  }
  return undefined;
}

function headOf(head: string, forms: ReadonlyMap<string, Postings>): Postings | undefined {
  for (const link of ["", "en", "s", "e"]) {
    const plain = head.endsWith(link) ? head.slice(0, head.length - link.length) : "";
    const found = plain.length >= 3 ? forms.get(plain) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
