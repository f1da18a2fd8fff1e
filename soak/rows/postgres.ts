import { prepareGround } from "../ground.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, lostIn, openTypist, sleep, until } from "../typist.ts";

/** kill -9 of PostgreSQL: nothing is acknowledged while it is down, nothing lost, and people are served soon after. */
export const postgres: Row = {
  name: "kill -9 of PostgreSQL",
  count: 30,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 1 });
    const [gateway] = ground.gateways;
    if (gateway === undefined) throw new Error("No gateway");
    let [acknowledged, lost, servedMs] = [0, 0, 0];
    try {
      const [id = ""] = await ground.documents(1);
      for (let nth = 0; nth < count; nth++) {
        const crowd = await Promise.all(Array.from({ length: 4 }, () => openTypist(gateway.port, id)));
        await sleep(200 + Math.random() * 400);
        await ground.postgres.kill();
        const downAt = performance.now();
        await sleep(150);
        const heard = Math.max(...crowd.map(({ lastHeardAt }) => lastHeardAt));
        judge.expect(heard < downAt + 50, `an edit was acknowledged ${Math.round(heard - downAt)} ms after the kill`);
        judge.expect(gateway.isAlive(), "the gateway died with PostgreSQL");
        await ground.postgres.start();
        const upAt = performance.now();
        for (const typist of crowd) typist.close();
        await until("an edit after PostgreSQL is back", 15_000, async () => {
          const probe = await openTypist(gateway.port, id, { pauseMs: 20 });
          await sleep(150);
          probe.close();
          return probe.acknowledged > 0;
        }).catch((error: unknown) => judge.expect(false, String(error)));
        servedMs = Math.max(servedMs, performance.now() - upAt);
        const now = await coldRead(gateway.port, id);
        for (const typist of crowd) {
          acknowledged += typist.acknowledged;
          lost += lostIn(now, typist.promised);
        }
      }
    } finally {
      await ground.stop();
    }
    judge.expect(lost === 0, `${lost} edits lost`);
    judge.expect(servedMs <= 10_000, `served again after ${Math.round(servedMs)} ms`);
    return judge.outcome({ kills: count, acknowledged, lost, servedMs });
  },
};
