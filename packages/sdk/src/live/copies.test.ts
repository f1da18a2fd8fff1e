import { expect, it } from "vitest";
import { createMemoryCache } from "./document-cache.ts";
import { createDocuments } from "./documents.ts";
import { createFakeRuntime, createFakeServer } from "./fake-server.ts";

function setUp() {
  const server = createFakeServer();
  const time = createFakeRuntime();
  const cache = createMemoryCache();
  const { fetch, WebSocket } = server;
  const options = { baseUrl: "http://milango.test", fetch, WebSocket, runtime: time.runtime, cache };
  return { server, time, cache, open: () => createDocuments(options).open("d1") };
}

async function withCopy() {
  const all = setUp();
  all.server.write((content) => content.insert(0, "kept"));
  const first = all.open();
  await all.time.pass(5_000);
  first.close();
  await all.time.pass(0);
  return all;
}

it("shows a document from its copy when there is no network, and says that it is offline", async () => {
  const { server, time, open } = await withCopy();
  server.behaviour.ticketStatus = 0;
  const live = open();
  await live.whenLoaded;
  expect(live.doc.getText().toString()).toBe("kept");
  await time.pass(100);
  live.doc.getText().insert(4, "!");
  expect(live.status).toMatchObject({ state: "offline", changes: 1 });
  server.behaviour.ticketStatus = 201;
  await time.pass(20_000);
  expect(live.status).toEqual({ state: "saved" });
  expect(server.doc.getText().toString()).toBe("kept!");
  live.close();
});

it("says how far its copy goes, and is sent nothing it has", async () => {
  const { server, time, open } = await withCopy();
  const live = open();
  await time.pass(100);
  expect(server.hellos).toEqual([{ position: 1, generation: 1 }]);
  expect(live.status).toEqual({ state: "saved" });
  server.write((content) => content.insert(4, " and more"));
  await time.pass(100);
  expect(live.doc.getText().toString()).toBe("kept and more");
  live.close();
});

it("drops a copy of before something was erased, and one of a document that is not ours any more", async () => {
  for (const [reason, spoil] of [
    ["renewed", (server: ReturnType<typeof createFakeServer>) => (server.behaviour.generation = 2)],
    ["forbidden", (server: ReturnType<typeof createFakeServer>) => (server.behaviour.ticketStatus = 404)],
  ] as const) {
    const { server, time, cache, open } = await withCopy();
    spoil(server);
    const live = open();
    await time.pass(100);
    expect(live.status).toEqual({ state: "refused", reason });
    expect(await cache.load("d1")).toBeUndefined();
  }
});
