import { describe } from "vitest";
import { postgresMissing, startPostgres } from "../../../../../testing/start-postgres.ts";
import { faultsChapter, slowReaderChapter } from "./chapter-faults.ts";
import { refusalsChapter } from "./chapter-refusals.ts";
import { synchronisingChapter } from "./chapter-synchronising.ts";
import { updatesChapter } from "./chapter-updates.ts";
import { protocolSuite } from "./protocol-suite.ts";

describe.skipIf(postgresMissing !== undefined)(postgresMissing ?? "with a server of its own", () => {
  const chapters = [synchronisingChapter, updatesChapter, refusalsChapter, faultsChapter, slowReaderChapter];
  protocolSuite(
    "PostgreSQL",
    async () => {
      const postgres = await startPostgres();
      return { place: { url: postgres.url }, close: postgres.stop };
    },
    chapters,
  );
});
