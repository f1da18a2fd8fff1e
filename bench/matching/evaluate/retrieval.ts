import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scoreTexts } from "@milango/matchmaker/engine";
import type { Figure } from "./figure.ts";

/** Columns of a file of parallel texts, a row a text. */
type Parallel = Readonly<Record<string, readonly string[]>>;

/** Recall at 1 of parallel texts: of the texts of one language, how many find themselves in the other. */
export function retrievalFigures(folder: string): Figure[] {
  const sdg = readParallel(join(folder, "sdg-indicators.tsv"));
  const esco = readParallel(join(folder, "esco-occupations-sample.tsv"));
  const udhr = readParallel(join(folder, "udhr-articles.tsv"));
  return [
    {
      name: "long policy sentences fr/es/en, recall@1",
      target: 0.97,
      measured: meanRecall(sdg, ["fr>es", "es>fr", "fr>en", "en>fr", "es>en", "en>es"]),
    },
    {
      name: "short occupational labels, 4 pairs, recall@1",
      target: 0.46,
      measured: meanRecall(esco, ["en>fr", "fr>en", "en>es", "es>en", "fr>es", "es>fr", "en>nl", "nl>en"]),
    },
    { name: "Haitian Creole → French articles, recall@1", target: 0.85, measured: meanRecall(udhr, ["ht>fr"]) },
    { name: "Haitian Creole → English articles, recall@1", target: 0.78, measured: meanRecall(udhr, ["ht>en"]) },
  ];
}

function meanRecall(texts: Parallel, directions: readonly string[]): number {
  let sum = 0;
  for (const direction of directions) {
    const [from = "", to = ""] = direction.split(">");
    sum += recall(texts, from, to);
  }
  return sum / directions.length;
}

function recall(texts: Parallel, from: string, to: string): number {
  const rows = (texts[from] ?? []).flatMap((text, at) => {
    const other = texts[to]?.[at] ?? "";
    return text === "" || other === "" ? [] : [{ text, other }];
  });
  const scores = scoreTexts(
    rows.map(({ text }) => ({ text, lang: from })),
    rows.map(({ other }) => ({ text: other, lang: to })),
  );
  let found = 0;
  for (const [at, row] of scores.entries()) {
    const own = row[at] ?? 0;
    // A tie with others is a find by chance.
    const ahead = row.filter((score) => score > own).length;
    const tied = row.filter((score) => score === own).length;
    if (ahead === 0) found += 1 / tied;
  }
  return found / rows.length;
}

function readParallel(file: string): Parallel {
  const [head = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const columns = head.trim().split("\t");
  const cells = lines.map((line) => line.replace("\r", "").split("\t"));
  return Object.fromEntries(columns.map((name, at) => [name, cells.map((row) => (row[at] ?? "").trim())]));
}
