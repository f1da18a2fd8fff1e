import fc from "fast-check";
import { typing } from "../../bench/documents/edits.ts";
import { clientFrame } from "../../bench/documents/raw-client.ts";
import { prepareGround } from "../ground.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, dialect, lostIn, openTypist, sleep } from "../typist.ts";

const seed = 20_261_126;
const perConnection = 50;

/** Frames of our clients with bytes changed, cut, doubled: the gateway lives, and honest people do not notice. */
export const frames: Row = {
  name: "mutated frames",
  count: 100_000,
  async run(count) {
    const judge = createJudge();
    const ground = await prepareGround({ gateways: 1 });
    const [gateway] = ground.gateways;
    if (gateway === undefined) throw new Error("No gateway");
    let [sent, lost] = [0, 0];
    try {
      const [id = "", other = ""] = await ground.documents(2);
      const honest = await openTypist(gateway.port, other, { pauseMs: 10 });
      const neighbour = await openTypist(gateway.port, id, { pauseMs: 10 });
      const models = typing(99, 40)
        .map((update, nth) => dialect.update(id, update, nth))
        .concat(dialect.hello(id));
      const mutations = fc.sample(mutation, { numRuns: Math.min(count, 20_000), seed });
      while (sent < count) {
        const raw = await dialect.open(gateway.port, id).catch(() => undefined);
        if (raw === undefined) break;
        for (const frame of dialect.hello(id)) raw.send(frame);
        for (let nth = 0; nth < perConnection && sent < count; nth++, sent++) {
          const model = models[sent % models.length] as Buffer;
          raw.send(
            clientFrame(mutate(model.subarray(headLength(model)), mutations[sent % mutations.length] ?? [], sent)),
          );
        }
        await sleep(1);
        raw.destroy();
      }
      await sleep(500);
      judge.expect(gateway.isAlive(), "the gateway died");
      for (const [document, typist] of [
        [other, honest],
        [id, neighbour],
      ] as const) {
        judge.expect(typist.isOpen, "an honest connection was closed");
        typist.close();
        lost += lostIn(await coldRead(gateway.port, document), typist.promised);
      }
      const slowest = Math.max(honest.slowest, neighbour.slowest);
      judge.expect(lost === 0, `${lost} honest edits lost`);
      judge.expect(slowest < 2_000, `an honest edit waited ${Math.round(slowest)} ms`);
      judge.expect(sent === count, `only ${sent} frames were taken`);
      return judge.outcome({
        frames: sent,
        honest: honest.acknowledged + neighbour.acknowledged,
        lost,
        slowestMs: slowest,
      });
    } finally {
      await ground.stop();
    }
  },
};

const mutation = fc.array(
  fc.oneof(
    fc.record({ how: fc.constant("set" as const), at: fc.nat(400), to: fc.nat(255) }),
    fc.record({ how: fc.constant("cut" as const), at: fc.nat(400), to: fc.nat(20) }),
    fc.record({ how: fc.constant("add" as const), at: fc.nat(400), to: fc.nat(255) }),
  ),
  { minLength: 1, maxLength: 4 },
);

function mutate(
  model: Uint8Array,
  changes: readonly { how: "set" | "cut" | "add"; at: number; to: number }[],
  turn: number,
): Uint8Array {
  let bytes = Array.from(model);
  for (const { how, at, to } of changes) {
    const place = (at + turn) % (bytes.length + 1);
    if (how === "set") bytes[Math.min(place, bytes.length - 1)] = to;
    else if (how === "cut") bytes.splice(place, to);
    else bytes = [...bytes.slice(0, place), to, ...bytes.slice(place)];
  }
  return Uint8Array.from(bytes);
}

/** What stands before the payload of a client's frame. */
function headLength(frame: Uint8Array): number {
  const length = (frame[1] as number) & 127;
  return length < 126 ? 6 : length === 126 ? 8 : 14;
}
