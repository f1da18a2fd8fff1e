import { prepareGround } from "../ground.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, lostIn, openTypist, sleep, type Typist, until } from "../typist.ts";

const documents = 3;
const typists = 4;

/** kill -9 of the gateway while people type: nothing acknowledged or seen is lost, and they are back at once. */
export const kills: Row = {
  name: "kill -9 of the gateway",
  count: 100,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 1 });
    const [gateway] = ground.gateways;
    if (gateway === undefined) throw new Error("No gateway");
    let [acknowledged, promised, lost, backMs] = [0, 0, 0, 0];
    const everything = new Map<string, Uint8Array[]>();
    try {
      const ids = await ground.documents(documents);
      for (const id of ids) everything.set(id, []);
      for (let nth = 0; nth < count; nth++) {
        const begun = performance.now();
        const crowd = await Promise.all(
          ids.flatMap((id) =>
            Array.from({ length: typists }, async () => [id, await openTypist(gateway.port, id)] as const),
          ),
        );
        if (nth > 0) backMs = Math.max(backMs, performance.now() - begun);
        await sleep(300 + Math.random() * 700);
        await gateway.kill();
        for (const [, typist] of crowd) typist.close();
        await gateway.start();
        for (const id of ids) {
          const now = await coldRead(gateway.port, id);
          const own = crowd.filter(([document]) => document === id).map(([, typist]) => typist);
          const some = own.flatMap((typist: Typist) => typist.promised);
          promised += some.length;
          acknowledged += own.reduce((sum, typist) => sum + typist.acknowledged, 0);
          lost += lostIn(now, some);
          everything.get(id)?.push(...some);
        }
      }
      // Once more when everything is compacted.
      for (const [id, some] of everything) {
        await until("the compaction", 20_000, async () => {
          const now = await coldRead(gateway.port, id);
          return lostIn(now, some.slice(-1)) === 0;
        });
        const cold = await coldRead(gateway.port, id);
        lost += lostIn(cold, some);
      }
    } finally {
      await ground.stop();
    }
    judge.expect(lost === 0, `${lost} edits lost`);
    judge.expect(backMs <= 5_000, `in step again after ${Math.round(backMs)} ms`);
    judge.expect(acknowledged > 0, "nothing was acknowledged");
    return judge.outcome({ kills: count, acknowledged, observed: promised - acknowledged, lost, backMs });
  },
};
