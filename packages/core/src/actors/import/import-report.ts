import { type Static, Type } from "typebox";
import { importFlags } from "./flag.ts";

const counts = Type.Record(Type.String(), Type.Integer());

const RefusedSchema = Type.Object({
  /** Place of the record in the file, from 0. */
  index: Type.Integer(),
  name: Type.String(),
  /** A code of the error catalogue. */
  code: Type.String(),
  reason: Type.String(),
});
const FlaggedSchema = Type.Object({
  index: Type.Integer(),
  name: Type.String(),
  flag: Type.Enum(importFlags),
  detail: Type.String(),
});

/** What became of every record of a file: read = imported + updated + unchanged + refused, always. */
export const ImportReportSchema = Type.Object({
  read: Type.Integer(),
  imported: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Array(RefusedSchema),
  refusedByCode: counts,
  flagged: Type.Array(FlaggedSchema),
  flaggedByFlag: counts,
});
export type ImportReport = Static<typeof ImportReportSchema>;

/** An import of actors. One that failed on the way has kept what its progress says it read; sent again, it goes on. */
export const ActorImportSchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  state: Type.Enum(["running", "done", "failed", "undone"] as const),
  /** A dry run reports what would happen and changes nothing. */
  dryRun: Type.Boolean(),
  acceptOutside: Type.Boolean(),
  /** The name the actors' `source` carries after `import:`. */
  source: Type.String(),
  progress: Type.Object({ read: Type.Integer(), total: Type.Integer() }),
  /** Nothing while it runs. */
  report: Type.Union([ImportReportSchema, Type.Null()]),
  /** Why it failed. */
  failure: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String({ format: "date-time" }),
  updatedAt: Type.String({ format: "date-time" }),
});
export type ActorImport = Static<typeof ActorImportSchema>;

/** What undoing an import did: actors that somebody changed since are left as they are, and counted. */
export const ImportUndoneSchema = Type.Object({
  removed: Type.Integer(),
  restored: Type.Integer(),
  kept: Type.Integer(),
});
export type ImportUndone = Static<typeof ImportUndoneSchema>;
