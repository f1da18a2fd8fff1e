import type { ImportRecord } from "@milango/core/actors/import";
import { MilangoError } from "@milango/core/errors";
import type { Deps } from "../../deps.ts";
import { createImportTarget } from "./import-target.ts";
import { runImport } from "./run-import.ts";
import { failImport, finishImport, keepImport, readComparable } from "./store.ts";

export interface ImportJob {
  readonly id: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly acceptOutside: boolean;
  /** Territories the caller's key is limited to. */
  readonly territories: readonly string[] | null;
}

export interface ImportJobs {
  /** Throws RATE_LIMITED when too many files wait already: each is held in memory. */
  mustHaveRoom(): void;
  start(job: ImportJob, records: readonly ImportRecord[]): void;
  /** Ends the one under way after its present chunk, and drops those that wait; each says so. */
  stop(): Promise<void>;
}

const mostWaiting = 4;
const beatMs = 30_000;

/** Runs imports one after the other, so that large files take turns. */
export function createImportJobs(deps: Deps): ImportJobs {
  let stopping = false;
  const waiting = new Set<string>();
  let last: Promise<void> = Promise.resolve();
  const mustGoOn = () => {
    if (stopping) throw new MilangoError("SHUTTING_DOWN", "The server was stopped; send the file again to go on.");
  };

  // What waits for its turn is told apart from what a server left behind.
  const beat = setInterval(() => {
    for (const id of waiting) {
      keepImport(deps.db, id, deps.clock).catch((error: unknown) =>
        deps.log.warn("import: no sign of life", { import: id, reason: String(error) }),
      );
    }
  }, beatMs);
  beat.unref();

  const run = async (job: ImportJob, records: readonly ImportRecord[]) => {
    try {
      mustGoOn();
      const existing = await readComparable(deps.db, sourceOf(job.source));
      const target = createImportTarget(deps, { ...job, source: sourceOf(job.source) }, mustGoOn);
      const report = await runImport(records, { ...job, existing }, target);
      await finishImport(deps.db, job.id, report, deps.clock);
    } catch (error) {
      const known = error instanceof MilangoError;
      if (!known) deps.log.error("import failed", { import: job.id, reason: String(error) });
      const why = known ? error.message : "Something failed on our side; send the file again to go on.";
      await failImport(deps.db, job.id, why, deps.clock);
    }
  };

  return {
    mustHaveRoom() {
      if (waiting.size >= mostWaiting) {
        throw new MilangoError("RATE_LIMITED", "Several imports are under way; send this one when they are done.");
      }
    },
    start(job, records) {
      waiting.add(job.id);
      last = last
        .then(() => run(job, records))
        .catch((error: unknown) =>
          deps.log.error("import could not be closed", { import: job.id, reason: String(error) }),
        )
        .finally(() => {
          waiting.delete(job.id);
        });
    },
    async stop() {
      stopping = true;
      clearInterval(beat);
      await last;
    },
  };
}

/** What an actor's `source` says of a file. */
function sourceOf(name: string): string {
  return `import:${name}`;
}
