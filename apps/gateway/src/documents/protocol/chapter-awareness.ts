import { describe, expect, it } from "vitest";
import { decodeAwareness } from "../awareness-message.ts";
import { awareness } from "./chapter-refusals.ts";
import type { Heard, ProtocolClient } from "./protocol-client.ts";
import type { ProtocolTest } from "./protocol-suite.ts";

export function awarenessChapter(test: () => ProtocolTest): void {
  describe("awareness", () => {
    const entriesOf = ({ payload }: Heard) => decodeAwareness(payload);
    const hears = async (
      client: ProtocolClient,
      who: number,
      fits: (state: Record<string, unknown> | null) => boolean,
    ) => {
      const found = await client.hear(1, (_numbers, payload) =>
        decodeAwareness(payload).some((entry) => entry.client === who && fits(entry.state as never)),
      );
      return entriesOf(found).find((entry) => entry.client === who);
    };

    it("P5.1 P5.2 P5.3 speaks for one client id, as the person the server knows, and is echoed", async () => {
      const { agenda } = await test().documents();
      const session = await test().session("saint-martin");
      const [one, other] = [test().open(agenda, { headers: session }), test().open(agenda)];
      await Promise.all([one.ready(), other.ready()]);
      one.say(1, awareness(5, 1, { user: { name: "Somebody else" }, block: "b1" }));
      const state = { block: "b1", user: { name: "Maëlle Hodge", territory: "MF" } };
      expect((await hears(other, 5, (said) => said !== null))?.state).toMatchObject(state);
      expect((await hears(one, 5, (said) => said !== null))?.state).toMatchObject(state);
      one.say(1, awareness(6, 1, { block: "forged" }));
      one.say(1, awareness(5, 2, { block: "b2" }));
      await hears(other, 5, (said) => said?.block === "b2");
      expect(
        other.heard
          .filter(({ type }) => type === 1)
          .flatMap(entriesOf)
          .map(({ client }) => client),
      ).not.toContain(6);
    });

    it("P5.3 passes on ten words a second at most, and the latest for sure", async () => {
      const { agenda } = await test().documents();
      const [one, other] = [test().open(agenda), test().open(agenda)];
      await Promise.all([one.ready(), other.ready()]);
      for (let clock = 1; clock <= 300; clock++) one.say(1, awareness(5, clock, { at: clock }));
      await hears(other, 5, (said) => said?.at === 300);
      expect(other.heard.filter(({ type }) => type === 1).length).toBeLessThan(10);
    });

    it("P5.4 tells everybody of who leaves, on both gateways, and of who is there to who joins", async () => {
      const { agenda } = await test().documents();
      const one = await test().open(agenda).ready();
      one.say(1, awareness(5, 1, { here: true }));
      await hears(one, 5, (said) => said !== null);
      const [near, far] = [test().open(agenda), test().open(agenda, { gateway: test().second })];
      await Promise.all([near.ready(), far.ready()]);
      await hears(near, 5, (said) => said?.here === true);
      await hears(far, 5, (said) => said?.here === true);
      one.close();
      await hears(near, 5, (said) => said === null);
      await hears(far, 5, (said) => said === null);
    });

    it("P5.5 closes whoever says too much, or what is no awareness", async () => {
      const { agenda } = await test().documents();
      for (const said of [
        awareness(5, 1, { much: "x".repeat(17_000) }),
        awareness(5, 1, { much: "x".repeat(4_200) }),
        Uint8Array.of(1, 5),
      ]) {
        const client = await test().open(agenda).ready();
        client.say(1, said);
        expect(await client.whenClosed()).toBe(4400);
      }
    });
  });
}
