import { describe } from "vitest";
import { postgresMissing, startPostgres } from "../../../testing/start-postgres.ts";
import { gatewaySuite } from "./testing/gateway-suite.ts";

describe.skipIf(postgresMissing !== undefined)(postgresMissing ?? "with a server of its own", () => {
  gatewaySuite("PostgreSQL", async () => {
    const postgres = await startPostgres();
    return { place: { url: postgres.url }, close: postgres.stop };
  });
});
