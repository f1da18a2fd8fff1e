import { awarenessChapter } from "./chapter-awareness.ts";
import { faultsChapter } from "./chapter-faults.ts";
import { openingChapter } from "./chapter-opening.ts";
import { refusalsChapter } from "./chapter-refusals.ts";
import { synchronisingChapter } from "./chapter-synchronising.ts";
import { updatesChapter } from "./chapter-updates.ts";
import { protocolSuite } from "./protocol-suite.ts";

protocolSuite("PGlite", async () => ({ place: { directory: null }, close: async () => undefined }), [
  openingChapter,
  synchronisingChapter,
  updatesChapter,
  refusalsChapter,
  awarenessChapter,
  faultsChapter,
]);
