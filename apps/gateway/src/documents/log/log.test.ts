import { describe } from "vitest";
import { postgresMissing, startPostgres } from "../../../../../testing/start-postgres.ts";
import { logContract } from "./log-contract.ts";

logContract("PGlite", async () => ({ place: { directory: null }, close: async () => undefined }));

describe.skipIf(postgresMissing !== undefined)(postgresMissing ?? "with a server of its own", () => {
  logContract("PostgreSQL", async () => {
    const postgres = await startPostgres();
    return { place: { url: postgres.url }, close: postgres.stop };
  });
});
