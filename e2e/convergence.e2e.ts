import { createMilango, type LiveDocument } from "@milango/sdk";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type Cluster, startCluster } from "../testing/start-cluster.ts";
import { natsMissing } from "../testing/start-nats.ts";
import { postgresMissing } from "../testing/start-postgres.ts";

const missing = natsMissing ?? postgresMissing;

/** A WebSocket whose line can be cut from outside, without a word to the server. */
function cuttable() {
  const open = new Set<WebSocket>();
  class Cuttable extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      open.add(this);
    }
  }
  const cut = () => {
    for (const socket of open) {
      open.delete(socket);
      socket.close();
      // The page hears of it at once, whatever still comes.
      socket.onclose?.(new CloseEvent("close", { code: 1006 }));
      socket.onmessage = null;
      socket.onclose = null;
    }
  };
  return { WebSocket: Cuttable as typeof WebSocket, cut };
}

const step = fc.record({
  who: fc.nat(2),
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constant("write" as const) },
    { weight: 3, arbitrary: fc.constant("remove" as const) },
    { weight: 2, arbitrary: fc.constant("set" as const) },
    { weight: 2, arbitrary: fc.constant("cut" as const) },
    { weight: 2, arbitrary: fc.constant("wait" as const) },
  ),
  at: fc.nat(40),
});

describe.skipIf(missing !== undefined)(`three clients on two gateways ${missing ?? ""}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  it("converge to equal bytes through random cuts, and so does who comes afterwards", async () => {
    const clients = ([0, 0, 1] as const).map((gateway) => {
      const line = cuttable();
      const options = { baseUrl: cluster.gateways[gateway].url, apiKey: cluster.rootKey, WebSocket: line.WebSocket };
      return { milango: createMilango(options), cut: line.cut };
    });
    const [{ milango }] = clients as [(typeof clients)[0]];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const { documents } = await milango.workshops.create({
          title: { en: "Convergence" },
          startsAt: "2027-01-12T13:00:00Z",
          territories: ["MF", "CR"],
        });
        const open = clients.map((client) => client.milango.documents.open(documents.notes));
        await Promise.all(open.map(({ whenLoaded }) => whenLoaded));
        for (const { who, act, at } of steps) await play(open[who] as LiveDocument, clients[who]?.cut, act, at);
        await expect
          .poll(() => new Set(open.map(({ doc }) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64"))).size, {
            timeout: 20_000,
            interval: 20,
          })
          .toBe(1);
        await expect
          .poll(() => open.map(({ status }) => status.state), { timeout: 20_000 })
          .toEqual(Array(3).fill("saved"));
        const late = milango.documents.open(documents.notes);
        await late.whenLoaded;
        expect(late.doc.getText("t").toString()).toBe(open[0]?.doc.getText("t").toString());
        expect(Y.encodeStateVector(late.doc)).toEqual(Y.encodeStateVector(open[0]?.doc as Y.Doc));
        for (const live of [...open, late]) live.close();
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

async function play(live: LiveDocument, cut: (() => void) | undefined, act: string, at: number): Promise<void> {
  const text = live.doc.getText("t");
  if (act === "write") text.insert(Math.min(at, text.length), String.fromCharCode(97 + (at % 26)).repeat(1 + (at % 3)));
  else if (act === "remove" && text.length > 0) text.delete(at % text.length, 1);
  else if (act === "set") live.doc.getMap("m").set(`k${at % 4}`, at);
  else if (act === "cut") cut?.();
  else if (act === "wait") await new Promise((resolve) => setTimeout(resolve, at * 3));
}
