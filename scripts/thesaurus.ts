import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { lintThesaurus, parseThesaurus, type Thesaurus, thesaurusFiles } from "@milango/core/needs/thesaurus";
import { fromCsv, toCsv } from "./thesaurus/csv.ts";
import { fromSkos, toSkos } from "./thesaurus/skos.ts";

/**
 * Checks the thesaurus and says how large it is: npm run thesaurus [-- FIELD…]
 * Writes it as SKOS or as a table, or takes either in: npm run thesaurus -- --export FILE.ttl | --import FILE.csv
 */
const { values: options, positionals: wanted } = parseArgs({
  options: { export: { type: "string" }, import: { type: "string" } },
  allowPositionals: true,
});

const fieldOf = (id: string): string => id.split(".")[0] ?? "";
let thesaurus: Thesaurus = parseThesaurus(
  thesaurusFiles.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean)),
);

if (options.export !== undefined) {
  const write = options.export.endsWith(".csv") ? toCsv : toSkos;
  writeFileSync(options.export, write(thesaurus.entries));
}
if (options.import !== undefined) {
  const text = readFileSync(options.import, "utf8");
  const concepts = options.import.endsWith(".csv") ? fromCsv(text) : fromSkos(text);
  const taken = parseThesaurus(concepts.map((concept) => JSON.stringify(concept)));
  const homeless = taken.entries.filter(({ id }) => !thesaurusFiles.some((file) => isFileOf(file, id)));
  if (homeless.length > 0) throw new Error(`No file holds the field of ${homeless.map(({ id }) => id).join(", ")}`);
  for (const file of thesaurusFiles) {
    const lines = taken.entries.filter(({ id }) => isFileOf(file, id)).map((entry) => JSON.stringify(entry));
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  }
  thesaurus = taken;
}

function isFileOf(file: URL, id: string): boolean {
  return file.pathname.endsWith(`/${fieldOf(id)}.jsonl`);
}

const faults = lintThesaurus(thesaurus).filter(
  (fault) => wanted.length === 0 || wanted.some((field) => fault.startsWith(`${field}.`)),
);
for (const fault of faults) console.log(fault);
const counts = new Map<string, number>();
for (const { id } of thesaurus.entries) counts.set(fieldOf(id), (counts.get(fieldOf(id)) ?? 0) + 1);
console.log([...counts].map(([field, count]) => `${field} ${count}`).join(", "));
console.log(`${thesaurus.entries.length} concepts, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
