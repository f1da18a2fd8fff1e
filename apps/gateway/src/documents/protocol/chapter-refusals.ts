import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type ProtocolTest, writing } from "./protocol-suite.ts";

export function refusalsChapter(test: () => ProtocolTest): void {
  describe("refusals", () => {
    /** A refusal changes nothing: neither what is stored nor whether the next honest update is. */
    const refuses = async (reason: string, update: Uint8Array, step: 1 | 2 = 2) => {
      const { agenda } = await test().documents();
      const before = Y.encodeStateAsUpdate(await test().read(agenda));
      const writer = await test().open(agenda).ready();
      expect(await writer.offer(1, update, step)).toBe(reason);
      expect(Y.encodeStateAsUpdate(await test().read(agenda))).toEqual(before);
      expect(await writer.offer(2, writing("honest").update)).toBe("saved");
    };

    it("P4.1 malformed: cut, with bytes after its end, with counts beyond its bytes, with skips", async () => {
      const { update } = writing("some words");
      await refuses("malformed", update.subarray(0, update.length - 3));
      await refuses("malformed", Uint8Array.of(...update, 1));
      await refuses("malformed", bytes([1, 33_000_000, 5, 0]));
      await refuses("malformed", bytes([1, 1, 5, 0, 10, 3, 0]));
    });

    it("P4.2 too-large: beyond 1 MiB, but for the first step 2", async () => {
      const large = writing("x".repeat(1024 * 1024 + 1)).update;
      await refuses("too-large", large);
      const { agenda } = await test().documents();
      expect(await (await test().open(agenda).ready()).offer(1, large, 1)).toBe("saved");
      await refuses("too-large", writing("x".repeat(8 * 1024 * 1024 + 1)).update.subarray(0, 8 * 1024 * 1024 + 1), 1);
    }, 20_000);

    it("P4.3 too-many-clients: more than 64 at once, but for the first step 2", async () => {
      const crowd = (count: number) =>
        Y.mergeUpdates(Array.from({ length: count }, (_, nth) => writing("a", 1000 + nth).update));
      await refuses("too-many-clients", crowd(65));
      await refuses("too-many-clients", crowd(4_097), 1);
      const { agenda } = await test().documents();
      expect(await (await test().open(agenda).ready()).offer(1, crowd(65), 1)).toBe("saved");
    });

    it("P4.4 read-only: whoever may only read", async () => {
      const { agenda } = await test().documents();
      const { body } = await test().first.ask("POST", "/identity/keys", {
        label: "reader",
        scopes: ["documents:read", "workshops:read"],
      });
      const headers = { authorization: `Bearer ${body.key}` };
      const reader = await test().open(agenda, { headers }).ready();
      expect(await reader.offer(1, writing("no").update)).toBe("read-only");
      const standard = await test().open(agenda, { headers, numbered: false }).ready();
      standard.say(0, 2, writing("no").update);
      expect(new TextDecoder().decode((await standard.hear(2)).payload)).toBe("read-only");
      expect((await test().read(agenda)).getText("t").toString()).toBe("");
    });

    it("P4.5 not-your-client: under another's client id, also one that has only spoken", async () => {
      const { agenda } = await test().documents();
      const victim = await test().open(agenda).ready();
      const { client, update } = writing("mine", 77);
      await victim.offer(1, update);
      const session = await test().session("saint-martin");
      const animator = await test().first.ask("GET", "/workshops", undefined, session);
      const own = animator.body.items.find(
        ({ documents }: { documents: { agenda: string } }) => documents.agenda === agenda,
      );
      expect(own, "the demo's volunteer may write it").toBeDefined();
      const thief = await test().open(agenda, { headers: session }).ready();
      const forged = new Y.Doc();
      Y.applyUpdate(forged, update);
      forged.clientID = client;
      const updates: Uint8Array[] = [];
      forged.on("update", (made: Uint8Array) => updates.push(made));
      forged.getText("t").insert(0, "!");
      expect(await thief.offer(1, updates[0] as Uint8Array)).toBe("not-your-client");
      victim.say(1, awareness(99, 1, { here: true }));
      await thief.hear(1, (_numbers, payload) => new TextDecoder().decode(payload).includes("here"));
      expect(await thief.offer(2, writing("!", 99).update)).toBe("not-your-client");
    });

    it("P4.6 too-costly: nested deeper than a hundred", async () => {
      const doc = new Y.Doc();
      let inner: Y.Map<unknown> = doc.getMap("m");
      for (let depth = 0; depth < 3_000; depth++) {
        const next = new Y.Map<unknown>();
        inner.set("in", next);
        inner = next;
      }
      await refuses("too-costly", Y.encodeStateAsUpdate(doc));
    });

    it("P4.7 document-full: beyond 64 MiB", async () => {
      const { agenda } = await test().documents();
      await test()
        .first.db.updateTable("documents")
        .set({ size: 64 * 1024 * 1024 })
        .where("id", "=", agenda)
        .execute();
      const writer = await test().open(agenda).ready();
      expect(await writer.offer(1, writing("more").update)).toBe("document-full");
    });

    it("P4.8 closes a frame that is cut short with 4400, and passes over what it does not know", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      writer.say(77, 1, 2, 3);
      writer.socket.send("a text");
      expect(await writer.offer(1, writing("still here").update)).toBe("saved");
      for (const cut of [
        [0],
        [0, 2, 200],
        [100, 5],
        [103, 1],
        [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
        [],
      ]) {
        const client = await test().open(agenda).ready();
        client.socket.send(Uint8Array.from(cut));
        expect(await client.whenClosed(), cut.join(" ")).toBe(4400);
      }
    });
  });
}

export function awareness(client: number, clock: number, state: unknown): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const value of [1, client, clock]) encoding.writeVarUint(encoder, value);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return encoding.toUint8Array(encoder);
}

function bytes(numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const value of numbers) encoding.writeVarUint(encoder, value);
  return encoding.toUint8Array(encoder);
}
