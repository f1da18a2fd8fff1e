import swagger from "@fastify/swagger";
import { errorCatalogue } from "@milango/core/errors";
import reference from "@scalar/fastify-api-reference";
import type { App } from "./app.ts";

/** OpenAPI 3.1 from the routes' own schemas at `/api/v1/openapi.json`, and a page to read it at `/docs`. */
export async function describeApi(app: App, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Milango",
        version: "1",
        description: `Errors are RFC 9457 problem documents with one of these codes: ${Object.keys(errorCatalogue).join(", ")}.`,
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", description: "An API key: mlg_…" },
          session: { type: "apiKey", in: "cookie", name: "milango.session_token" },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
  });
  app.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  await app.register(reference, {
    routePrefix: "/docs",
    configuration: { url: "/api/v1/openapi.json", telemetry: false, agent: { disabled: true } },
  } as Parameters<typeof app.register>[1]);
}
