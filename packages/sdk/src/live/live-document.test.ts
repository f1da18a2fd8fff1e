import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { createDocuments } from "./documents.ts";
import { createFakeRuntime, createFakeServer } from "./fake-server.ts";
import type { LiveDocument } from "./live-document.ts";
import type { LiveStatus } from "./live-status.ts";

const opened: LiveDocument[] = [];
afterEach(() => {
  for (const live of opened.splice(0)) live.close();
});

function setUp() {
  const server = createFakeServer();
  const time = createFakeRuntime();
  const { fetch, WebSocket } = server;
  const documents = createDocuments({ baseUrl: "http://milango.test", fetch, WebSocket, runtime: time.runtime });
  const open = () => {
    const live = documents.open("d1");
    opened.push(live);
    return live;
  };
  return { server, time, open };
}

const text = (live: LiveDocument) => live.doc.getText();

test("a document is connecting, then loaded with what the server has, then saved", async () => {
  const { server, time, open } = setUp();
  server.write((content) => content.insert(0, "hello"));
  const live = open();
  expect(live.status).toEqual({ state: "connecting" });
  await time.pass(0);
  await live.whenLoaded;
  expect(text(live).toString()).toBe("hello");
  expect(live.status).toEqual({ state: "saved" });
  expect([...server.sockets][0]).toMatchObject({ url: "ws://milango.test/api/v1/documents/d1?ticket=t1" });
  expect(server.received).toEqual([]);
});

test("an edit is saving until the server has acknowledged it", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  const seen: LiveStatus[] = [];
  const leave = live.onStatus((status) => seen.push(status));
  server.behaviour.acknowledges = false;
  text(live).insert(0, "a");
  await time.pass(1_000);
  expect(live.status).toEqual({ state: "saving", changes: 1 });
  expect(server.received).toHaveLength(1);
  server.behaviour.acknowledges = true;
  await time.pass(5_000);
  expect(seen).toEqual([{ state: "saving", changes: 1 }, { state: "saved" }]);
  leave();
  text(live).insert(0, "b");
  expect(seen).toHaveLength(2);
});

test("a burst of edits goes as one frame, and each counts as a change", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  for (let letter = 0; letter < 200; letter++) text(live).insert(letter, "x");
  expect(live.status).toEqual({ state: "saving", changes: 200 });
  await time.pass(25);
  expect(server.received).toHaveLength(1);
  expect(server.doc.getText().length).toBe(200);
});

test("edits made offline are counted, and arrive once the line is back, with what others wrote", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  server.behaviour.ticketStatus = 0;
  server.behaviour.closesWith = 1012;
  server.breakAll();
  text(live).insert(0, "mine ");
  await time.pass(60);
  text(live).insert(5, "too ");
  expect(live.status).toEqual({ state: "offline", changes: 2, since: 1_000_000 });
  server.write((content) => content.insert(0, "theirs"));
  await time.pass(120_000);
  expect(live.status).toMatchObject({ state: "offline", changes: 2, since: 1_000_000 });
  server.behaviour.ticketStatus = 201;
  server.behaviour.closesWith = 0;
  await time.pass(15_000);
  expect(live.status).toEqual({ state: "saved" });
  expect(text(live).toString()).toBe(server.doc.getText().toString());
  expect(text(live).length).toBe("mine too theirs".length);
  expect(server.received).toMatchObject([{ isStep2: true }]);
});

test("a document left unsaved is saved when it is opened again", async () => {
  const { server, time, open } = setUp();
  const first = open();
  await time.pass(0);
  server.behaviour.ticketStatus = 0;
  server.behaviour.closesWith = 1006;
  server.breakAll();
  text(first).insert(0, "kept");
  first.close();
  server.behaviour.ticketStatus = 201;
  server.behaviour.closesWith = 0;
  const second = open();
  await time.pass(100);
  expect(text(second).toString()).toBe("kept");
  expect(server.doc.getText().toString()).toBe("kept");
  expect(second.status).toEqual({ state: "saved" });
});

test.each([
  [4401, "sign-in", "SIGN_IN_REQUIRED"],
  [4403, "forbidden", "NOT_FOUND"],
])("a line closed with %i is not tried again", async (code, reason, problem) => {
  const { server, time, open } = setUp();
  server.behaviour.closesWith = code;
  const live = open();
  const loaded = expect(live.whenLoaded).rejects.toMatchObject({ code: problem });
  await time.pass(60_000);
  await loaded;
  expect(live.status).toEqual({ state: "refused", reason });
  expect(server.tickets()).toBe(1);
  expect(time.waiting()).toBe(0);
});

test("a ticket that is not accepted any more is replaced once, and held while it is good", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  server.breakAll();
  await time.pass(1_000);
  expect(server.tickets()).toBe(1);
  server.breakAll(4401);
  await time.pass(1_000);
  expect(server.tickets()).toBe(2);
  expect(live.status).toEqual({ state: "saved" });
});

test("a document that is not ours is refused by its ticket", async () => {
  const { server, time, open } = setUp();
  server.behaviour.ticketStatus = 404;
  const live = open();
  await time.pass(0);
  expect(live.status).toEqual({ state: "refused", reason: "forbidden" });
});

test("a refused edit is told with its reason, and does not stand in the way of the next opening", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  server.behaviour.refusesWith = "read-only";
  text(live).insert(0, "no");
  await time.pass(100);
  expect(live.status).toEqual({ state: "refused", reason: "read-only" });
  server.behaviour.refusesWith = "";
  const again = open();
  await time.pass(100);
  expect(again.status).toEqual({ state: "saved" });
  expect(text(again).toString()).toBe("");
});

test("a line on which nothing is heard is given up after 30 s; one that answers is kept", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  const [first] = server.sockets;
  await time.pass(300_000);
  expect([...server.sockets]).toEqual([first]);
  server.behaviour.answers = false;
  await time.pass(46_000);
  expect(first?.readyState).toBe(3);
  expect(live.status.state).toBe("offline");
});

test("the network's return ends the wait, its end is told at once", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  server.behaviour.ticketStatus = 0;
  server.behaviour.closesWith = 1006;
  time.tell("offline");
  expect(live.status.state).toBe("offline");
  await time.pass(60_000);
  server.behaviour.ticketStatus = 201;
  server.behaviour.closesWith = 0;
  time.tell("online");
  await time.pass(0);
  expect(live.status).toEqual({ state: "saved" });
});

test("others leave the room when the line breaks, and we come back into it with a newer clock", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  for (const socket of server.sockets) socket.say(server.frame(1, awarenessOf(7)));
  await time.pass(0);
  expect(live.awareness.getStates().has(7)).toBe(true);
  const before = live.awareness.meta.get(live.doc.clientID)?.clock ?? 0;
  server.breakAll();
  expect([...live.awareness.getStates().keys()]).toEqual([live.doc.clientID]);
  await time.pass(1_000);
  expect(live.awareness.meta.get(live.doc.clientID)?.clock).toBeGreaterThan(before);
});

function awarenessOf(client: number): Uint8Array {
  const json = new TextEncoder().encode('{"block":"b"}');
  return Uint8Array.from([1, client, 1, json.length, ...json]);
}

test("a server that asks again and again for what it was given makes the line start over", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  server.behaviour.acknowledges = false;
  const [first] = server.sockets;
  text(live).insert(0, "a");
  for (let time_ = 0; time_ < 7; time_++) first?.say(server.frame(0, 0, Uint8Array.from([0])));
  await time.pass(10);
  expect(first?.readyState).toBe(3);
});

test("a frame that cannot be read makes the line start over", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  for (const socket of server.sockets) socket.say(Uint8Array.from([0, 2, 200]));
  await time.pass(0);
  expect(live.status.state).toBe("offline");
  await time.pass(1_000);
  expect(live.status).toEqual({ state: "saved" });
});

test("a long absence that fits no frame goes update by update", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  server.behaviour.closesWith = 1006;
  server.breakAll();
  for (let page = 0; page < 5; page++) text(live).insert(0, String(page).repeat(300_000));
  await time.pass(100);
  server.behaviour.closesWith = 0;
  await time.pass(15_000);
  expect(live.status).toEqual({ state: "saved" });
  expect(server.doc.getText().length).toBe(1_500_000);
  expect(Math.max(...server.received.map(({ update }) => update.length))).toBeLessThan(900 * 1024 + 1);
  expect(server.received.length).toBeGreaterThan(1);
});

test("closing says what is still to say, leaves no timer, and ends the watch", async () => {
  const { server, time, open } = setUp();
  const live = open();
  await time.pass(0);
  text(live).insert(0, "last words");
  live.close();
  await time.pass(60_000);
  expect(server.doc.getText().toString()).toBe("last words");
  expect(time.waiting()).toBe(0);
  expect(server.sockets.size).toBe(0);
});

test("whatever breaks and whenever, everything written arrives once and nothing acknowledged is sent for ever", async () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant("write" as const), at: fc.nat(20), length: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ act: fc.constant("remove" as const), at: fc.nat(20) }),
    fc.record({ act: fc.constant("other" as const), at: fc.nat(20) }),
    fc.record({ act: fc.constant("break" as const) }),
    fc.record({ act: fc.constant("deaf" as const), on: fc.boolean() }),
    fc.record({ act: fc.constant("pass" as const), ms: fc.constantFrom(0, 10, 30, 400, 6_000, 50_000) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { server, time, open } = setUp();
      const live = open();
      for (const one of steps) {
        const content = text(live);
        if (one.act === "write") content.insert(Math.min(one.at, content.length), "w".repeat(one.length));
        else if (one.act === "remove" && content.length > 0) content.delete(one.at % content.length, 1);
        else if (one.act === "other") server.write((theirs) => theirs.insert(Math.min(one.at, theirs.length), "o"));
        else if (one.act === "break") server.breakAll();
        else if (one.act === "deaf") server.behaviour.acknowledges = !one.on;
        else if (one.act === "pass") await time.pass(one.ms);
      }
      server.behaviour.acknowledges = true;
      await time.pass(30_000);
      expect(live.status).toEqual({ state: "saved" });
      expect(text(live).toString()).toBe(server.doc.getText().toString());
      expect(Y.encodeStateVector(live.doc)).toEqual(Y.encodeStateVector(server.doc));
      const before = server.received.length;
      await time.pass(30_000);
      expect(server.received.length).toBe(before);
      live.close();
    }),
    { numRuns: 150 },
  );
});
