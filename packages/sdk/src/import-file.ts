import type { ActorImport, ImportReport } from "@milango/core/actors/import";
import type { createImports, ImportSettings } from "./imports.ts";

export type ImportCommand = Required<ImportSettings>;

/** Where a command writes: whole lines, and one line that is overwritten while it works (nothing where there is no terminal). */
export interface Terminal {
  line(text: string): void;
  progress(text: string): void;
  wait(ms: number): Promise<void>;
}

/** How many refused records are listed one by one. */
const listed = 20;

/** The content type of a file by its name; a table unless it says JSON. */
export function typeOfFile(name: string): string {
  if (/\.geojson$/i.test(name)) return "application/geo+json";
  return /\.json$/i.test(name) ? "application/json" : "text/csv";
}

/** Sends a file, follows it to its end and prints the report. Answers an exit code; throws `MilangoProblem`. */
export async function importFile(
  imports: ReturnType<typeof createImports>,
  file: Blob,
  settings: ImportCommand,
  terminal: Terminal,
): Promise<number> {
  let current = await imports.start(file, settings);
  for (let pause = 100; current.state === "running"; pause = Math.min(pause * 1.5, 2000)) {
    terminal.progress(progressOf(current));
    await terminal.wait(pause);
    current = await imports.get(current.id);
  }
  terminal.progress("");
  if (current.report === null || current.state === "failed") {
    terminal.line(`The import failed: ${current.failure ?? "the server did not say why"}`);
    terminal.line(
      `${current.progress.read} of ${current.progress.total} records were read. Send the file again to go on.`,
    );
    return 1;
  }
  for (const line of reportLines(current, current.report)) terminal.line(line);
  return 0;
}

function progressOf({ progress }: ActorImport): string {
  const share = progress.total === 0 ? 0 : Math.floor((100 * progress.read) / progress.total);
  return `${progress.read} of ${progress.total} records (${share} %)`;
}

function reportLines(current: ActorImport, report: ImportReport): string[] {
  const { read, imported, updated, unchanged, refused, flagged } = report;
  const tried = current.dryRun ? " (dry run: nothing was changed)" : "";
  const lines = [
    `${read} read: ${imported} imported, ${updated} updated, ${unchanged} unchanged, ${refused.length} refused${tried}`,
  ];
  for (const [code, count] of byCount(report.refusedByCode)) lines.push(`  refused ${code}: ${count}`);
  for (const [flag, count] of byCount(report.flaggedByFlag)) lines.push(`  flagged ${flag}: ${count}`);
  for (const { index, name, code, reason } of refused.slice(0, listed)) {
    lines.push(`  record ${index} "${name}": ${reason} (${code})`);
  }
  if (refused.length > listed) lines.push(`  … and ${refused.length - listed} more refused`);
  if (refused.length + flagged.length > 0) lines.push(`The whole report: GET /api/v1/actors/imports/${current.id}`);
  return lines;
}

function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort((left, right) => right[1] - left[1]);
}
