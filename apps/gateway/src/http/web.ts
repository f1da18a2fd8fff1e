import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { MilangoError } from "@milango/core/errors";
import type { App } from "./app.ts";
import { sendProblem } from "./problems.ts";

/** Serves the built web app; every address that is no file and no API is one of its pages. */
export async function serveWeb(app: App, root: string | undefined): Promise<void> {
  if (root === undefined || !existsSync(join(root, "index.html"))) return;
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    // The build puts brotli and gzip twins beside its files.
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Names of built files carry a hash of their content; the page that names them must be asked for each time.
      const forever = path.includes(`${join(root, "assets")}`);
      reply.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  app.get("/*", { schema: { hide: true } }, async (request, reply) => {
    const wantsPage = (request.headers.accept ?? "").includes("text/html") && !request.url.startsWith("/api/");
    if (wantsPage) return reply.sendFile("index.html");
    return sendProblem(
      request,
      reply,
      new MilangoError("NOT_FOUND", `There is nothing at ${(request.url.split("?")[0] ?? "").slice(0, 200)}.`),
    );
  });
}
