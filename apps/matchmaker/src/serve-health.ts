import { createServer } from "node:http";
import type { Matchmaker } from "./matchmaker.ts";

/** `/healthz` for whoever watches the process: 200 once it works or stands by, 503 while it prepares. */
export async function serveHealth(port: number, matchmaker: Pick<Matchmaker, "state">): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const state = matchmaker.state();
    const status = request.url !== "/healthz" ? 404 : state === "preparing" ? 503 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: status === 404 ? "not found" : state }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}
