import { gatewaySuite } from "./testing/gateway-suite.ts";

gatewaySuite("PGlite", async () => ({ place: { directory: null }, close: async () => undefined }));
