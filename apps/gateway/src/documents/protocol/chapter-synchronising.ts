import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type ProtocolTest, writing } from "./protocol-suite.ts";

const nothing = Uint8Array.of(0);

export function synchronisingChapter(test: () => ProtocolTest): void {
  describe("synchronising", () => {
    it("P2.1 says what it has once the document is loaded", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      const { client, update } = writing("abc");
      await writer.offer(1, update);
      const asked = await (await test().open(agenda).ready()).hear(0, ([step]) => step === 0);
      expect(Y.decodeStateVector(asked.payload).get(client)).toBe(3);
    });

    it("P2.2 answers with what is missing and every deletion, even to equal state vectors", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      const doc = new Y.Doc();
      doc.getText("t").insert(0, "abc");
      await writer.offer(1, Y.encodeStateAsUpdate(doc));
      const before = Y.encodeStateVector(doc);
      const updates: Uint8Array[] = [];
      doc.on("update", (update: Uint8Array) => updates.push(update));
      doc.getText("t").delete(0, 1);
      expect(Y.encodeStateVector(doc)).toEqual(before);
      await writer.offer(2, updates[0] as Uint8Array);
      const held = await test().read(agenda);
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(held));
      const reader = await test().open(agenda).ready();
      reader.say(0, 0, Y.encodeStateVector(held));
      const { payload } = await reader.hear(0, ([step]) => step === 1);
      const { structs, ds } = Y.decodeUpdate(payload);
      expect(structs).toEqual([]);
      expect(ds.clients.size).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(reader.heard.filter(({ type, numbers }) => type === 0 && numbers[0] === 1)).toHaveLength(1);
    });

    it("P2.3 sends nothing to a hello that has everything, and what is missing to an older one", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      await writer.offer(1, writing("one").update);
      writer.say(0, 0, nothing);
      const [, generation] = (await writer.hear(104)).numbers as [number, number];
      await writer.offer(2, writing("two").update);
      const saved = await writer.hear(101, ([id]) => id === 2);
      const position = saved.numbers[1] as number;
      const answerTo = async (told: number) => {
        const reader = await test().open(agenda).ready();
        reader.say(103, told, generation, nothing);
        return (await reader.hear(0, ([step]) => step === 1)).payload;
      };
      expect(await answerTo(position)).toEqual(Uint8Array.of(0, 0));
      const doc = new Y.Doc();
      Y.applyUpdate(doc, await answerTo(position - 1));
      expect(doc.getText("t").length).toBe(6);
    });

    it("P2.4 sends away the copy of an older generation", async () => {
      const { agenda } = await test().documents();
      const reader = await test().open(agenda).ready();
      reader.say(103, 1, 0, nothing);
      expect(await reader.whenClosed()).toBe(4409);
    });

    it("P2.5 tells the position after its answer and when it has become quiet", async () => {
      const { agenda } = await test().documents();
      const reader = await test().open(agenda).ready();
      reader.say(0, 0, nothing);
      const first = (await reader.hear(104)).numbers[0] as number;
      const writer = await test().open(agenda).ready();
      await writer.offer(1, writing("x").update);
      const told = await reader.hear(104, ([position]) => (position as number) > first);
      const relayed = reader.heard.findIndex(({ type, numbers }) => type === 0 && numbers[0] === 2);
      expect(relayed).toBeGreaterThan(-1);
      expect(relayed).toBeLessThan(reader.heard.indexOf(told));
    });
  });
}
