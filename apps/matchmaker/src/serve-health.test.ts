import { expect, it } from "vitest";
import { freePort } from "../../../testing/free-port.ts";
import type { Matchmaker } from "./matchmaker.ts";
import { serveHealth } from "./serve-health.ts";

it("says 503 while the matchmaker prepares, 200 once it can work, 404 to anything else", async () => {
  const port = await freePort();
  let state: ReturnType<Matchmaker["state"]> = "preparing";
  const close = await serveHealth(port, { state: () => state });
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return [response.status, await response.json()];
  };
  expect(await ask("/healthz")).toEqual([503, { status: "preparing" }]);
  state = "standing by";
  expect(await ask("/healthz")).toEqual([200, { status: "standing by" }]);
  expect(await ask("/")).toEqual([404, { status: "not found" }]);
  await close();
});
