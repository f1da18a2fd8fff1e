import { createMilango, type LiveDocument } from "@milango/sdk";
import { prepareGround, rootKey } from "../ground.ts";
import { startProxy } from "../proxy.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, sleep, until } from "../typist.ts";

const faults = ["cut", "hang", "slow"] as const;

/** Bad lines between our own clients and the gateway: nothing lost, nothing twice, and nobody is told "saved" too early. */
export const lines: Row = {
  name: "cut, half-open and slow lines",
  count: 150,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 1 });
    const [gateway] = ground.gateways;
    if (gateway === undefined) throw new Error("No gateway");
    const proxy = await startProxy(gateway.port);
    const milango = createMilango({ baseUrl: `http://127.0.0.1:${proxy.port}`, apiKey: rootKey });
    let [written, slowestMs] = [0, 0];
    try {
      const [id = ""] = await ground.documents(1);
      const clients: LiveDocument[] = [milango.documents.open(id), milango.documents.open(id)];
      await Promise.all(clients.map(({ whenLoaded }) => whenLoaded));
      for (let nth = 0; nth < count; nth++) {
        const fault = faults[nth % faults.length];
        if (fault === "cut") proxy.cut();
        else if (fault === "hang") proxy.hang();
        else proxy.slow(400);
        for (const client of clients) {
          for (let letter = 0; letter < 5; letter++, written++) client.doc.getText("t").insert(0, "x");
          await sleep(30);
          judge.expect(fault === "slow" || client.status.state !== "saved", `"saved" while the line was ${fault}`);
        }
        await sleep(fault === "cut" ? 300 : 100);
        proxy.heal();
        const ms = await until("everything saved", 60_000, () =>
          clients.every(({ status, doc }) => status.state === "saved" && doc.getText("t").length === written),
        ).catch((error: unknown) => {
          judge.expect(false, `${fault}: ${error}`);
          return 60_000;
        });
        slowestMs = Math.max(slowestMs, ms);
      }
      const stored = (await coldRead(gateway.port, id)).getText("t").length;
      judge.expect(stored === written, `${written} letters written, ${stored} stored`);
      for (const client of clients) client.close();
    } finally {
      proxy.close();
      await ground.stop();
    }
    return judge.outcome({ faults: count, written, slowestMs });
  },
};
