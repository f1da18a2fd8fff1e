import type { DocumentId } from "@milango/core/identity";
import * as Y from "yjs";
import { openDatabase } from "../../apps/gateway/src/database/open-database.ts";
import { createCompactor } from "../../apps/gateway/src/documents/compactor.ts";
import { openDocumentLog } from "../../apps/gateway/src/documents/log/open-document-log.ts";
import { createDocumentWorker } from "../../apps/gateway/src/documents/worker/document-worker.ts";
import { prepareGround } from "../ground.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, lostIn, openTypist, sleep, until } from "../typist.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Two compactors at once on a document that is being written on two gateways: nothing lost, equal bytes. */
export const compactions: Row = {
  name: "two gateways compacting one document",
  count: 200,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 2 });
    const [here, there] = ground.gateways;
    if (here === undefined || there === undefined) throw new Error("No gateways");
    const database = await openDatabase({ url: ground.postgres.url });
    const clock = { now: () => Date.now() };
    const compactors = [0, 1].map(() => {
      const log = openDocumentLog(database);
      const worker = createDocumentWorker();
      return { log, worker, ...createCompactor({ log, worker, clock, report: quiet }) };
    });
    let [acknowledged, lost, written] = [0, 0, 0];
    try {
      const [id = ""] = await ground.documents(1);
      const crowd = [await openTypist(here.port, id, { pauseMs: 4 }), await openTypist(there.port, id, { pauseMs: 4 })];
      for (let nth = 0; nth < count; nth++) {
        const before = acknowledgedBy(crowd);
        await sleep(15);
        await until("something was written", 10_000, async () => acknowledgedBy(crowd) > before);
        const done = await Promise.all(compactors.map(({ compact }) => compact(id as DocumentId)));
        written += done.filter(Boolean).length;
        judge.expect(done.some(Boolean), `round ${nth}: neither compacted`);
      }
      for (const typist of crowd) typist.close();
      await sleep(200);
      const [one, other] = [await coldRead(here.port, id), await coldRead(there.port, id)];
      judge.expect(
        Buffer.from(Y.encodeStateAsUpdate(one)).equals(Buffer.from(Y.encodeStateAsUpdate(other))),
        "the gateways tell different bytes",
      );
      for (const typist of crowd) {
        acknowledged += typist.acknowledged;
        lost += lostIn(one, typist.promised);
      }
    } finally {
      for (const { log, worker } of compactors) {
        await worker.close();
        await log.close();
      }
      await database.close();
      await ground.stop();
    }
    judge.expect(lost === 0, `${lost} edits lost`);
    return judge.outcome({ rounds: count, snapshots: written, refused: 2 * count - written, acknowledged, lost });
  },
};

function acknowledgedBy(crowd: readonly { readonly acknowledged: number }[]): number {
  return crowd.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
}
