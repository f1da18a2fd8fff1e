import { describe } from "vitest";
import { postgresMissing, startPostgres } from "../../../testing/start-postgres.ts";
import { badInputSuite } from "./testing/bad-input-suite.ts";

describe.skipIf(postgresMissing !== undefined)(postgresMissing ?? "with a server of its own", () => {
  badInputSuite("PostgreSQL", async () => {
    const postgres = await startPostgres();
    return { place: { url: postgres.url }, close: postgres.stop };
  });
});
