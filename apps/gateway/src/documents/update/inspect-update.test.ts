import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { onSharedMachine } from "../../../../../testing/shared-machine.ts";
import { everything, inspectUpdate, MalformedUpdate } from "./inspect-update.ts";

const nothing = new Map<number, number>();

function everyKind(clientID: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const map = doc.getMap("map");
  map.set("any", { deep: [1, -5, 2.5, "text", null, true, new Uint8Array([1, 2]), 2 ** 40] });
  map.set("undefined", undefined);
  map.set("nested", new Y.Array());
  doc.getText("text").insert(0, "Été 👍 ", { bold: true });
  doc.getText("text").insertEmbed(2, { image: "x" });
  doc.getText("text").delete(1, 2);
  const element = new Y.XmlElement("p");
  doc.getXmlFragment("body").insert(0, [element, new Y.XmlText("hello")]);
  element.setAttribute("class", "lead");
  doc.getMap("docs").set("inner", new Y.Doc());
  return doc;
}

describe("inspecting an update", () => {
  it("says the same clock ranges as Yjs, for every kind of content", () => {
    const bytes = Y.encodeStateAsUpdate(everyKind(7));
    const { from, to } = Y.parseUpdateMeta(bytes);
    const found = inspectUpdate(bytes, nothing);
    for (let nth = 0; nth < found.clients; nth++) {
      const client = found.client[nth] ?? -1;
      expect([found.from[nth], found.to[nth]]).toEqual([from.get(client), to.get(client)]);
    }
    expect(found.clients).toBe(to.size);
    expect(found.deletes).toBe(true);
    expect(found.complete).toBe(true);
  });

  it("says the same for updates of many people, at any place of a larger buffer", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.string()), { minLength: 1 }), (edits) => {
        const doc = new Y.Doc();
        for (const [client, text] of edits) {
          doc.clientID = client;
          doc.getText("t").insert(Math.floor(doc.getText("t").length / 2), text);
        }
        const update = Y.encodeStateAsUpdate(doc);
        const padded = new Uint8Array(update.length + 9);
        padded.set(update, 4);
        const { to } = Y.parseUpdateMeta(update);
        const found = inspectUpdate(padded, nothing, 4, 4 + update.length);
        expect(new Map(found.client.slice(0, found.clients).map((id, nth) => [id, found.to[nth]]))).toEqual(to);
        expect(found.complete).toBe(true);
      }),
    );
  });

  it("tells what leans on something unknown", () => {
    const author = new Y.Doc();
    author.getText("t").insert(0, "hello");
    const reader = new Y.Doc();
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(author));
    const updates: Uint8Array[] = [];
    reader.on("update", (update: Uint8Array) => updates.push(update));
    reader.getText("t").insert(2, "!");
    reader.getText("t").delete(0, 1);
    for (const update of updates) {
      expect(inspectUpdate(update, nothing).complete).toBe(false);
      expect(
        inspectUpdate(
          update,
          new Map([
            [author.clientID, 5],
            [reader.clientID, 1],
          ]),
        ).complete,
      ).toBe(true);
    }
  });

  it("finds a hole in what a client wrote", () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    for (const letter of "abc") doc.getText("t").insert(0, letter);
    const [, , third] = updates;
    expect(inspectUpdate(third ?? new Uint8Array(), new Map([[doc.clientID, 1]])).complete).toBe(false);
    expect(inspectUpdate(third ?? new Uint8Array(), new Map([[doc.clientID, 2]])).complete).toBe(true);
  });

  it.each([
    ["millions of structs", [1, 0xff, 0xff, 0xff, 0x0f, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]],
    ["millions of clients", [0xff, 0xff, 0xff, 0x0f, 0]],
    ["millions of deletions", [0, 1, 1, 0xff, 0xff, 0xff, 0x0f, 0]],
    ["a clock that leaps by billions", [1, 1, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]],
    ["nothing", []],
    ["a gap inside", [1, 1, 1, 0, 10, 5, 0]],
    ["more than its end", [0, 0, 0]],
    ["a client twice", [2, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0]],
  ])("refuses at once bytes that announce %s", (_, bytes) => {
    const begun = performance.now();
    expect(() => inspectUpdate(new Uint8Array(bytes), nothing)).toThrow(MalformedUpdate);
    expect(performance.now() - begun).toBeLessThan(onSharedMachine(50));
  });

  it("refuses updates in Yjs' second format, which hang whoever applies them as such", () => {
    const doc = everyKind(9);
    expect(() => inspectUpdate(Y.encodeStateAsUpdateV2(doc), nothing)).toThrow(MalformedUpdate);
  });

  it("never does anything but answer or throw MalformedUpdate, whatever the bytes, and what it lets pass Yjs can apply", () => {
    const honest = Y.encodeStateAsUpdate(everyKind(7));
    const warn = console.warn;
    console.warn = () => undefined;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(honest.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        (edits) => {
          const bytes = honest.slice();
          for (const [at, value] of edits) bytes[at] = value;
          let complete: boolean;
          try {
            complete = inspectUpdate(bytes, nothing).complete;
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedUpdate);
            return;
          }
          // The room lets nothing pass that leans on what it does not have.
          if (!complete) return;
          const doc = new Y.Doc();
          Y.applyUpdate(doc, bytes);
          expect(doc.store.pendingStructs).toBe(null);
        },
      ),
      { numRuns: 20_000 },
    );
    console.warn = warn;
  });

  it("takes bytes of the own log for granted: all they lean on is there", () => {
    const author = new Y.Doc();
    author.getText("t").insert(0, "hello");
    const before = Y.encodeStateVector(author);
    author.getText("t").insert(2, "!");
    expect(inspectUpdate(Y.encodeStateAsUpdate(author, before), everything).complete).toBe(true);
  });
});
