import { setImmediate as turn } from "node:timers/promises";
import {
  createImportReader,
  type ImportFlag,
  type ImportOptions,
  type ImportRecord,
  type ImportReport,
  type Refusal,
  type Understood,
} from "@milango/core/actors/import";

/** An actor of a file, ready to be filed. */
export type ImportedActor = Extract<Understood, { as: "actor" }>;
/** What became of an actor that was filed; a refusal where filing it would undo what a person did. */
export type Effect = "imported" | "updated" | "unchanged" | Refusal;

export interface RunOptions extends ImportOptions {
  /** Territories the caller's key is limited to, if it is. */
  readonly territories?: readonly string[] | null;
}

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
  options: RunOptions,
  target: ImportTarget,
): Promise<ImportReport> {
  const understand = createImportReader(records, options);
  const counts = { imported: 0, updated: 0, unchanged: 0 };
  const refused: ImportReport["refused"] = [];
  const flagged: ImportReport["flagged"] = [];
  for (let at = 0; at < records.length; at += chunkSize) {
    const chunk = records.slice(at, at + chunkSize).map(understand);
    const actors: ImportedActor[] = [];
    for (const one of chunk) {
      const { index, name } = one;
      for (const { flag, detail } of one.flags) flagged.push({ index, name, flag, detail });
      const refusal = one.as === "refusal" ? one.refusal : beyondKey(one, options.territories ?? null);
      if (refusal !== undefined) refused.push({ index, name, ...refusal });
      else if (one.as === "actor") actors.push(one);
    }
    const effects = await target.file(actors, at + chunk.length);
    effects.forEach((effect, nth) => {
      if (typeof effect === "string") counts[effect]++;
      else refused.push({ index: actors[nth]?.index ?? 0, name: actors[nth]?.name ?? "", ...effect });
    });
    await turn();
  }
  return {
    read: records.length,
    ...counts,
    refused: refused.sort((left, right) => left.index - right.index),
    refusedByCode: countBy(refused.map(({ code }) => code)),
    flagged,
    flaggedByFlag: countBy<ImportFlag>(flagged.map(({ flag }) => flag)),
  };
}

function beyondKey(one: ImportedActor, territories: readonly string[] | null) {
  const { territory } = one.actor;
  if (territories === null || territories.includes(territory)) return undefined;
  return {
    code: "SCOPE_MISSING" as const,
    reason: `this key is limited to ${territories.join(", ")}, not ${territory}`,
  };
}

function countBy<Key extends string>(keys: readonly Key[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
