import { readFileSync } from "node:fs";
import { lintThesaurus, parseThesaurus, thesaurusFiles } from "@milango/core/needs/thesaurus";

/** Checks the thesaurus and says how large it is: npm run thesaurus [-- FIELD…] */
const wanted = process.argv.slice(2);
const lines = thesaurusFiles.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
const thesaurus = parseThesaurus(lines);
const faults = lintThesaurus(thesaurus).filter(
  (fault) => wanted.length === 0 || wanted.some((field) => fault.startsWith(`${field}.`)),
);
for (const fault of faults) console.log(fault);
const counts = new Map<string, number>();
for (const { id } of thesaurus.entries) {
  const field = id.split(".")[0] ?? "";
  counts.set(field, (counts.get(field) ?? 0) + 1);
}
console.log([...counts].map(([field, count]) => `${field} ${count}`).join(", "));
console.log(`${thesaurus.entries.length} concepts, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
