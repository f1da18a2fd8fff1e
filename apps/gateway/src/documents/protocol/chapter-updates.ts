import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type ProtocolTest, writing } from "./protocol-suite.ts";

export function updatesChapter(test: () => ProtocolTest): void {
  describe("updates", () => {
    const headOf = async (id: string) =>
      (
        await test()
          .first.db.selectFrom("documents")
          .select("head")
          .where("id", "=", id as never)
          .executeTakeFirstOrThrow()
      ).head;

    it("P3.1 is acknowledged with its position in the record", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      const before = await headOf(agenda);
      expect(await writer.offer(7, writing("kept").update)).toBe("saved");
      const { numbers } = await writer.hear(101, ([id]) => id === 7);
      expect(numbers[1]).toBe(before + 1);
      expect(await headOf(agenda)).toBe(before + 1);
      expect((await test().read(agenda)).getText("t").toString()).toBe("kept");
    });

    it("P3.2 is relayed as it was made, to everybody but its sender", async () => {
      const { agenda } = await test().documents();
      const [writer, other, standard] = [
        test().open(agenda),
        test().open(agenda),
        test().open(agenda, { numbered: false }),
      ];
      await Promise.all([writer.ready(), other.ready(), standard.ready()]);
      const { update } = writing("hello");
      await writer.offer(1, update);
      for (const reader of [other, standard]) {
        expect((await reader.hear(0, ([step]) => step === 2)).payload).toEqual(update);
      }
      await writer.offer(2, writing("again").update);
      expect(writer.heard.filter(({ type, numbers }) => type === 0 && numbers[0] === 2)).toEqual([]);
    });

    it("P3.3 is acknowledged again when it comes again, and stored once", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      const { update } = writing("once");
      expect(await writer.offer(1, update)).toBe("saved");
      const head = await headOf(agenda);
      expect(await writer.offer(2, update)).toBe("saved");
      expect(await headOf(agenda)).toBe(head);
    });

    it("P3.4 is not stored when it builds on what never came: the server asks for it", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      const doc = new Y.Doc();
      const updates: Uint8Array[] = [];
      doc.on("update", (update: Uint8Array) => updates.push(update));
      doc.getText("t").insert(0, "a");
      doc.getText("t").insert(1, "b");
      const [first, second] = updates as [Uint8Array, Uint8Array];
      const head = await headOf(agenda);
      const asked = () => writer.heard.filter(({ type, numbers }) => type === 0 && numbers[0] === 0).length;
      const before = asked();
      writer.say(100, 1, 2, second);
      await expect.poll(asked).toBe(before + 1);
      expect(await headOf(agenda)).toBe(head);
      expect(await writer.offer(2, first)).toBe("saved");
      expect(await writer.offer(3, second)).toBe("saved");
      expect((await test().read(agenda)).getText("t").toString()).toBe("ab");
    });

    it("P3.5 keeps deletions, and does not log those again that a step 2 repeats", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      const doc = new Y.Doc();
      doc.clientID = randomInt(1, 2 ** 31);
      doc.getText("t").insert(0, "abcdef");
      doc.getText("t").delete(1, 4);
      const all = Y.encodeStateAsUpdate(doc);
      await writer.offer(1, all, 1);
      const head = await headOf(agenda);
      const again = await test().open(agenda).ready();
      expect(await again.offer(1, all, 1)).toBe("saved");
      expect(await headOf(agenda)).toBe(head);
      expect((await test().read(agenda)).getText("t").toString()).toBe("af");
    });
  });
}
