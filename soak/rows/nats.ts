import * as Y from "yjs";
import { prepareGround } from "../ground.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, lostIn, openTypist, sleep, until } from "../typist.ts";

/** NATS is killed while people type on two gateways: they go on, and see each other again at the latest when it is back. */
export const nats: Row = {
  name: "kill -9 of NATS",
  count: 50,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 2 });
    const [here, there] = ground.gateways;
    if (here === undefined || there === undefined) throw new Error("No gateways");
    let [acknowledged, lost, slowest] = [0, 0, 0];
    try {
      const [id = ""] = await ground.documents(1);
      const crowd = [
        await openTypist(here.port, id, { pauseMs: 15 }),
        await openTypist(there.port, id, { pauseMs: 15 }),
      ];
      for (let nth = 0; nth < count; nth++) {
        await sleep(100);
        await ground.nats.kill();
        const before = crowd.map((typist) => typist.acknowledged);
        await sleep(300);
        judge.expect(
          crowd.every((typist, at) => typist.isOpen && typist.acknowledged > (before[at] ?? 0)),
          "editing stopped while NATS was away",
        );
        await ground.nats.start();
      }
      await sleep(500);
      for (const typist of crowd) typist.close();
      const cold = await coldRead(here.port, id);
      await until("both gateways tell the same", 10_000, async () => {
        const other = await coldRead(there.port, id);
        return Buffer.from(Y.encodeStateAsUpdate(other)).equals(Buffer.from(Y.encodeStateAsUpdate(cold)));
      }).catch((error: unknown) => judge.expect(false, String(error)));
      for (const typist of crowd) {
        acknowledged += typist.acknowledged;
        lost += lostIn(cold, typist.promised);
        slowest = Math.max(slowest, typist.slowest);
      }
    } finally {
      await ground.stop();
    }
    judge.expect(lost === 0, `${lost} edits lost`);
    judge.expect(slowest < 2_000, `an acknowledgement took ${Math.round(slowest)} ms`);
    return judge.outcome({ kills: count, acknowledged, lost, slowestMs: slowest });
  },
};
