import type { ConceptEntry } from "./concept-entry.ts";
import type { Thesaurus } from "./thesaurus.ts";
import { fields } from "./thesaurus-files.ts";

const read = ["fr", "es", "en"] as const;
const leastContext = 5;

/**
 * What is wrong with a thesaurus that fits its schema, one line a fault: `farm.compost: …`. A person who edits the files
 * runs it as `npm run thesaurus`.
 */
export function lintThesaurus(thesaurus: Thesaurus): string[] {
  return [
    ...thesaurus.entries.flatMap((entry) => faultsOf(entry).map((fault) => `${entry.id}: ${fault}`)),
    ...rootFaults(thesaurus),
    ...labelFaults(thesaurus),
  ];
}

function faultsOf({ id, labels, context, voices, meets }: ConceptEntry): string[] {
  const faults: string[] = [];
  if (!fields.some((field) => id.startsWith(`${field}.`))) faults.push("its field has no file");
  for (const language of read) {
    if ((labels[language] ?? []).length === 0) faults.push(`no label in ${language}`);
    if ((voices[language] ?? []).length === 0) faults.push(`no voice in ${language}`);
    if ((context[language] ?? []).length < leastContext)
      faults.push(`fewer than ${leastContext} context words in ${language}`);
  }
  if (meets.includes(id)) faults.push("it meets itself");
  return faults;
}

/** Every field has one concept that stands above all others of it. */
function rootFaults({ entries }: Thesaurus): string[] {
  const roots = new Map<string, string[]>();
  for (const { id, broader } of entries) {
    if (broader !== null) continue;
    const field = id.split(".")[0] ?? "";
    roots.set(field, [...(roots.get(field) ?? []), id]);
  }
  return [...roots].flatMap(([field, [first, ...others]]) =>
    others.map((id) => `${id}: an orphan; the concept above all others of ${field} is ${first}`),
  );
}

/** A label that names two concepts has to say in which sense it does, for each of them. */
function labelFaults({ entries }: Thesaurus): string[] {
  const holders = new Map<string, ConceptEntry[]>();
  for (const entry of entries) {
    for (const [language, labels] of Object.entries(entry.labels)) {
      for (const label of new Set((labels ?? []).map(fold))) {
        const key = `${language}: ${label}`;
        holders.set(key, [...(holders.get(key) ?? []), entry]);
      }
    }
  }
  return [...holders].flatMap(([key, holding]) => {
    if (holding.length < 2) return [];
    const [language = "", label = ""] = key.split(": ");
    return holding
      .filter(
        ({ notThis }) => !(notThis?.[language as "fr"] ?? []).some((sense) => fold(sense).startsWith(`${label}:`)),
      )
      .map(
        ({ id }) =>
          `${id}: the label "${label}" (${language}) is also one of ${others(holding, id)}; say its other sense in notThis`,
      );
  });
}

function others(holding: readonly ConceptEntry[], id: string): string {
  return holding.flatMap((entry) => (entry.id === id ? [] : [entry.id])).join(", ");
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
