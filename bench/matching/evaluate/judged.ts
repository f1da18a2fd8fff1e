import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createMatcher, type SimpleActor } from "@milango/matchmaker/engine";
import type { Figure } from "./figure.ts";

interface Query {
  readonly actor: string;
  readonly partners: readonly {
    readonly id: string;
    readonly grade: number;
    readonly direction: "receive" | "give" | "mutual";
    readonly pairs: readonly { readonly need: string; readonly offer: string }[];
  }[];
  readonly decoys: readonly string[];
}

/** How well the matchmaker finds graded partners that share no word with the query. */
export async function judgedFigures(folder: string): Promise<Figure[]> {
  const actors = readLines<SimpleActor>(join(folder, "actors.jsonl"));
  const queries = readLines<Query>(join(folder, "queries.jsonl"));
  const matcher = await createMatcher({ actors });
  const sums = { ndcg: 0, first: 0, chance: 0, named: 0, partners: 0, above: 0, decoys: 0, flagged: 0, mutual: 0 };
  for (const { actor, partners, decoys } of queries) {
    const ranked = matcher.topK(actor, actors.length);
    const gradeOf = new Map(partners.map(({ id, grade }) => [id, grade]));
    sums.ndcg +=
      gain(ranked.slice(0, 10).map(({ id }) => gradeOf.get(id) ?? 0)) /
      gain(partners.map((p) => p.grade).sort((a, b) => b - a));
    sums.first += (gradeOf.get(ranked[0]?.id ?? "") ?? 0) > 0 ? 1 : 0;
    sums.chance += partners.length / (ranked.length || 1);
    const scoreOf = new Map(ranked.map(({ id, score }) => [id, score]));
    for (const partner of partners) {
      const { reasons, mutual } = matcher.explain(actor, partner.id);
      const [reason] = reasons;
      sums.partners++;
      if (partner.pairs.some(({ need, offer }) => need === reason?.needId && offer === reason.offerId)) sums.named++;
      if (partner.direction === "mutual") {
        sums.mutual++;
        if (mutual) sums.flagged++;
      }
      for (const decoy of decoys) {
        sums.decoys++;
        if ((scoreOf.get(decoy) ?? 0) >= (scoreOf.get(partner.id) ?? 0)) sums.above++;
      }
    }
  }
  const { length } = queries;
  return [
    { name: "judged set, nDCG@10", target: 0.7, measured: sums.ndcg / length },
    { name: "judged set, P@1", target: 0.75, measured: sums.first / length },
    { name: "judged set, P@1 by chance", target: undefined, measured: sums.chance / length },
    { name: "judged set, right need and offer named", target: 0.95, measured: sums.named / sums.partners },
    {
      name: "judged set, decoys above real partners",
      target: 0.08,
      isCeiling: true,
      measured: sums.above / sums.decoys,
    },
    { name: "judged set, mutual partners flagged as mutual", target: undefined, measured: sums.flagged / sums.mutual },
  ];
}

function gain(grades: readonly number[]): number {
  const sorted = grades.map((grade, at) => (2 ** grade - 1) / Math.log2(at + 2));
  return sorted.reduce((sum, each) => sum + each, 0);
}

function readLines<Row>(file: string): Row[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}
