import { describe, expect, test } from "vitest";
import { MilangoProblem } from "./problem.ts";
import { createRooms } from "./rooms.ts";

type Answer = { status?: number; body?: unknown; text?: string };

function roomsAnswering(...answers: Answer[]) {
  const requests: Request[] = [];
  const fetch = async (address: string | URL | Request, init?: RequestInit) => {
    requests.push(new Request(address, init));
    const answer = answers.shift() ?? {};
    const status = answer.status ?? 200;
    return new Response(status === 204 ? null : (answer.text ?? JSON.stringify(answer.body ?? {})), { status });
  };
  return { requests, rooms: createRooms({ baseUrl: "http://milango.test/", fetch, apiKey: "mlg_x", language: "fr" }) };
}

describe("requests", () => {
  test("repeat a filter with several values and leave empty ones out", async () => {
    const { requests, rooms } = roomsAnswering({ body: { items: [], nextCursor: null } });
    await rooms.actors.list({ territory: ["MF", "CR"], q: "", limit: 5 });
    expect(requests[0]?.url).toBe("http://milango.test/api/v1/actors?territory=MF&territory=CR&limit=5");
    expect(requests[0]?.headers.get("authorization")).toBe("Bearer mlg_x");
    expect(requests[0]?.headers.get("accept-language")).toBe("fr");
  });

  test("carry a new idempotency key with every POST, and the revision that was read with a PATCH", async () => {
    const { requests, rooms } = roomsAnswering({}, {}, {});
    await rooms.identity.signIn({ email: "a@b.test" });
    await rooms.identity.signIn({ email: "a@b.test" });
    await rooms.identity.update({ name: "A" });
    const keys = requests.map((request) => request.headers.get("idempotency-key"));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBeNull();
  });

  test("send no content type without a body, which strict servers refuse", async () => {
    const { requests, rooms } = roomsAnswering({ status: 204 });
    await rooms.identity.signOut();
    expect(requests[0]?.headers.get("content-type")).toBeNull();
  });

  test("walk a list to its end", async () => {
    const { requests, rooms } = roomsAnswering(
      { body: { items: [{ id: "1" }, { id: "2" }], nextCursor: "c" } },
      { body: { items: [{ id: "3" }], nextCursor: null } },
    );
    const ids: string[] = [];
    for await (const workshop of rooms.workshops.all({ when: "next" })) ids.push(workshop.id);
    expect(ids).toEqual(["1", "2", "3"]);
    expect(requests[1]?.url).toContain("cursor=c");
  });
});

describe("failures", () => {
  const failureOf = (act: Promise<unknown>) =>
    act.then(
      () => undefined,
      (failure: unknown) => failure,
    );

  test("become a problem with the code, the status and the fields of the answer", async () => {
    const fields = [{ pointer: "/email", message: "must be an address" }];
    const { rooms } = roomsAnswering({ status: 400, body: { code: "INVALID_REQUEST", detail: "No.", fields } });
    const problem = await failureOf(rooms.identity.signIn({ email: "" }));
    expect(problem).toBeInstanceOf(MilangoProblem);
    expect(problem).toMatchObject({ code: "INVALID_REQUEST", status: 400, detail: "No.", fields });
  });

  test("of a proxy in between are told apart from ours", async () => {
    const { rooms } = roomsAnswering({ status: 502, text: "<h1>Bad gateway</h1>" });
    expect(await failureOf(rooms.identity.me())).toMatchObject({ code: "UNREADABLE", status: 502 });
  });

  test("of the network have a code of their own", async () => {
    const rooms = createRooms({ baseUrl: "http://milango.test", fetch: () => Promise.reject(new TypeError("failed")) });
    expect(await failureOf(rooms.identity.me())).toMatchObject({ code: "NETWORK", status: 0 });
  });
});
