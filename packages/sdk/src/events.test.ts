import { expect, test } from "vitest";
import { createEvents, type MilangoEvent } from "./events.ts";
import { createHttp } from "./http.ts";
import { readEvents } from "./sse.ts";

const streamOf = (...chunks: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });

async function eventsOf(...chunks: string[]) {
  const events: unknown[] = [];
  for await (const event of readEvents(streamOf(...chunks))) events.push(event);
  return events;
}

test("events are read whole however the bytes are cut", async () => {
  const text = ': hello\r\n\r\nid: 7\r\nevent: needs.published\r\ndata: {"a":\r\ndata: 1}\r\n\r\n';
  const whole = [{ name: "needs.published", data: '{"a":\n1}', id: "7" }];
  for (let cut = 0; cut < text.length; cut++) {
    expect(await eventsOf(text.slice(0, cut), text.slice(cut))).toEqual(whole);
  }
});

test("a broken stream is resumed after the last event that arrived, and a refusal ends it", async () => {
  const seen: (string | null)[] = [];
  const answers = [
    new Response(streamOf('id: 41\nevent: matching.suggested\ndata: {"actorId":"a"}\n\n')),
    new Response(JSON.stringify({ code: "SESSION_EXPIRED", detail: "Sign in again" }), { status: 401 }),
  ];
  const fetch = async (_: string | URL | Request, init?: RequestInit) => {
    seen.push(new Headers(init?.headers).get("last-event-id"));
    return answers.shift() ?? new Response(null, { status: 500 });
  };
  const waits: number[] = [];
  const events = createEvents(createHttp({ baseUrl: "", fetch }), async (ms) => void waits.push(ms));
  const received: MilangoEvent[] = [];
  const code = await new Promise((resolve) => {
    events.subscribe(["matching.suggested"], (event) => received.push(event), {
      onRefused: (problem) => resolve(problem.code),
    });
  });
  expect(code).toBe("SESSION_EXPIRED");
  expect(received).toEqual([{ name: "matching.suggested", body: { actorId: "a" } }]);
  expect(seen).toEqual([null, "41"]);
  expect(waits[0]).toBeGreaterThanOrEqual(250);
  expect(waits[0]).toBeLessThanOrEqual(500);
});
