import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Figure, isMet } from "./figure.ts";
import { judgedFigures } from "./judged.ts";
import { retrievalFigures } from "./retrieval.ts";

/** How well texts are understood, by one scorer in one configuration: npm run evaluate [-- FOLDER OF PARALLEL TEXTS] */
const folder = resolve(process.argv[2] ?? "../shared/data/eval");
const begun = performance.now();
const figures: Figure[] = [];
if (existsSync(folder)) figures.push(...retrievalFigures(folder));
else console.log(`There are no parallel texts in ${folder}: only the judged set is measured.`);
figures.push(...(await judgedFigures(resolve(import.meta.dirname, "../judged-set"))));

const width = Math.max(...figures.map(({ name }) => name.length));
console.log(`${"".padEnd(width)}   target  measured`);
for (const figure of figures) {
  const { name, target, isCeiling, measured } = figure;
  const sign = isCeiling === true ? "≤" : "≥";
  const wanted = target === undefined ? "      –" : `${sign} ${(100 * target).toFixed(0).padStart(3)} %`;
  console.log(
    `${name.padEnd(width)}  ${wanted}   ${(100 * measured).toFixed(1).padStart(5)} %${isMet(figure) ? "" : "  missed"}`,
  );
}
console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s`);
