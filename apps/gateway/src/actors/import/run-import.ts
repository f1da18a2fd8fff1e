import { setImmediate as turn } from "node:timers/promises";
import {
  createImportReader,
  type ImportFlag,
  type ImportOptions,
  type ImportRecord,
  type ImportReport,
  type Understood,
} from "@milango/core/actors/import";

/** An actor of a file, ready to be filed. */
export type ImportedActor = Extract<Understood, { as: "actor" }>;
export type Effect = "imported" | "updated" | "unchanged";

/** What an import writes to. */
export interface ImportTarget {
  /** Files actors in one transaction with their outbox rows and the progress, and says what became of each, in order. */
  file(actors: readonly ImportedActor[], read: number): Promise<readonly Effect[]>;
}

/** Small enough that a transaction is short and others get their turn. */
const chunkSize = 100;

/** Takes records in, chunk by chunk, and reports on every one of them. */
export async function runImport(
  records: readonly ImportRecord[],
  options: ImportOptions,
  target: ImportTarget,
): Promise<ImportReport> {
  const understand = createImportReader(records, options);
  const effects: Record<Effect, number> = { imported: 0, updated: 0, unchanged: 0 };
  const refused: ImportReport["refused"] = [];
  const flagged: ImportReport["flagged"] = [];
  for (let at = 0; at < records.length; at += chunkSize) {
    const chunk = records.slice(at, at + chunkSize).map(understand);
    const actors: ImportedActor[] = [];
    for (const one of chunk) {
      const { index, name } = one;
      for (const { flag, detail } of one.flags) flagged.push({ index, name, flag, detail });
      if (one.as === "actor") actors.push(one);
      else refused.push({ index, name, ...one.refusal });
    }
    for (const effect of await target.file(actors, at + chunk.length)) effects[effect]++;
    await turn();
  }
  return {
    read: records.length,
    ...effects,
    refused,
    refusedByCode: countBy(refused.map(({ code }) => code)),
    flagged,
    flaggedByFlag: countBy<ImportFlag>(flagged.map(({ flag }) => flag)),
  };
}

function countBy<Key extends string>(keys: readonly Key[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
