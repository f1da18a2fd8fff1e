import { createMilango } from "@milango/sdk";
import { prepareGround, rootKey } from "../ground.ts";
import { startProxy } from "../proxy.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, dialect, until } from "../typist.ts";

const edits = 5_000;

/** Somebody comes back with five thousand edits made offline. */
export const offline: Row = {
  name: "5,000 edits made offline",
  count: 10,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 1 });
    const [gateway] = ground.gateways;
    if (gateway === undefined) throw new Error("No gateway");
    const proxy = await startProxy(gateway.port);
    const milango = createMilango({ baseUrl: `http://127.0.0.1:${proxy.port}`, apiKey: rootKey });
    const times: number[] = [];
    try {
      for (const id of await ground.documents(count)) {
        const live = milango.documents.open(id);
        await live.whenLoaded;
        proxy.cut();
        const text = live.doc.getText("t");
        for (let nth = 0; nth < edits; nth++) text.insert(Math.floor(Math.random() * (text.length + 1)), "o");
        await until("offline", 5_000, () => live.status.state === "offline");
        proxy.heal();
        // A browser tells when the network is back; a program waits for its next try, which is not what is measured.
        await until("the next try", 30_000, () => live.status.state !== "offline");
        const begun = performance.now();
        await until("saved", 30_000, () => live.status.state === "saved");
        times.push(performance.now() - begun);
        const stored = (await coldRead(gateway.port, id)).getText("t").length;
        judge.expect(stored === edits, `${stored} of ${edits} letters stored`);
        live.close();
      }
    } finally {
      proxy.close();
      await ground.stop();
    }
    times.sort((a, b) => a - b);
    const p95 = times[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN;
    judge.expect(p95 <= 3_000, `merged after ${Math.round(p95)} ms (p95)`);
    return judge.outcome({ returns: count, edits, p95Ms: p95 });
  },
};

/** A thousand clients come back at once. */
export const storm: Row = {
  name: "1,000 clients reconnecting at once",
  count: 1_000,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 1 });
    const [gateway] = ground.gateways;
    if (gateway === undefined) throw new Error("No gateway");
    let servedMs = 0;
    let served = 0;
    try {
      const ids = await ground.documents(20);
      const begun = performance.now();
      const clients = await Promise.all(
        Array.from({ length: count }, async (_, nth) => {
          const id = ids[nth % ids.length] ?? "";
          const raw = await dialect.open(gateway.port, id);
          const inStep = new Promise<boolean>((resolve) => {
            raw.onClose = () => resolve(false);
            raw.onFrame = (payload) => {
              const { updateAt, isStep2 } = dialect.hear(payload);
              if (updateAt >= 0 && isStep2) resolve(true);
            };
          });
          for (const frame of dialect.hello(id)) raw.send(frame);
          if (await inStep) served++;
          return raw;
        }),
      );
      servedMs = performance.now() - begun;
      for (const raw of clients) raw.destroy();
    } finally {
      await ground.stop();
    }
    judge.expect(served === count, `${served} of ${count} served`);
    judge.expect(servedMs <= 5_000, `served after ${Math.round(servedMs)} ms`);
    return judge.outcome({ clients: count, served, servedMs });
  },
};
