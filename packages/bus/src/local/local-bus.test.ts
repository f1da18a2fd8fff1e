import { newsStreams } from "@milango/core/messages";
import { describe, expect, it } from "vitest";
import type { SetAside } from "../ports.ts";
import { type BusPlace, buildNews, eventually } from "../testing/bus-place.ts";
import { closingContract } from "../testing/closing-contract.ts";
import { leaseContract } from "../testing/lease-contract.ts";
import { newsContract } from "../testing/news-contract.ts";
import { openInWorker } from "../testing/open-in-worker.ts";
import { wireContract } from "../testing/wire-contract.ts";
import { connectLocalBus } from "./connection.ts";
import { createLocalHub } from "./hub.ts";

/** Buses of one hub: in this thread, or each in a thread of its own. */
async function openPlace(where: "here" | "in threads"): Promise<BusPlace> {
  const asides: SetAside[] = [];
  const hub = createLocalHub(newsStreams, { onSetAside: (aside) => asides.push(aside) });
  const opened: (() => Promise<void>)[] = [];
  const openMortal = async () => {
    const mortal = await openInWorker({ port: hub.port() });
    opened.push(mortal.die);
    return mortal;
  };
  return {
    asides,
    openMortal,
    async open() {
      if (where === "in threads") return (await openMortal()).bus;
      const bus = connectLocalBus(hub.port(), { onFault: () => undefined });
      opened.push(bus.close);
      return bus;
    },
    async close() {
      await Promise.all(opened.map((end) => end()));
      hub.close();
    },
  };
}

describe("A local bus", () => {
  it("says which fault a listener had", async () => {
    const hub = createLocalHub(newsStreams, { onSetAside: () => undefined });
    const faults: string[] = [];
    const bus = connectLocalBus(hub.port(), { onFault: (fault, error) => faults.push(`${fault}: ${error}`) });
    await bus.wire.listen("signal", () => {
      throw new Error("A listener with a fault");
    });
    bus.wire.send("signal", new Uint8Array());
    await eventually(() => faults).toEqual(["a listener on signal failed: Error: A listener with a fault"]);
    await bus.close();
    hub.close();
  });

  it("hangs nowhere when its hub closes", async () => {
    const hub = createLocalHub(newsStreams, { onSetAside: () => undefined });
    const bus = connectLocalBus(hub.port());
    await bus.wire.serve("question", () => new Promise(() => undefined));
    const asked = bus.wire.ask("question", new Uint8Array(), { timeoutMs: 20_000 });
    hub.close();
    await expect(asked).rejects.toMatchObject({ reason: "nobody" });
    await expect(bus.news.publish("milango.needs.published.v1", buildNews(1))).rejects.toThrow("The bus is closed");
  });
});

for (const contract of [newsContract, wireContract, leaseContract, closingContract]) {
  contract("in one process", () => openPlace("here"));
  contract("across worker threads", () => openPlace("in threads"));
}
