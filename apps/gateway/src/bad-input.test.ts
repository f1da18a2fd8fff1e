import { badInputSuite } from "./testing/bad-input-suite.ts";

badInputSuite("PGlite", async () => ({ place: { directory: null }, close: async () => undefined }));
