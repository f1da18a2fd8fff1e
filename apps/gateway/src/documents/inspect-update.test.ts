import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { inspectUpdate, MalformedUpdate } from "./inspect-update.ts";

function everything(clientID: number): Y.Doc {
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
    const bytes = Y.encodeStateAsUpdate(everything(7));
    const { from, to } = Y.parseUpdateMeta(bytes);
    const { ranges } = inspectUpdate(bytes);
    for (const [client, range] of ranges) expect([range.from, range.to]).toEqual([from.get(client), to.get(client)]);
    expect(ranges.size).toBe(to.size);
  });

  it("refuses, in time, a few bytes that announce millions of structs", () => {
    const bomb = new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect(() => inspectUpdate(bomb)).toThrow(MalformedUpdate);
  });

  it("never does anything but answer or throw MalformedUpdate, whatever the bytes, and what it lets pass Yjs can apply", () => {
    const honest = Y.encodeStateAsUpdate(everything(7));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(honest.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        (edits) => {
          const bytes = honest.slice();
          for (const [at, value] of edits) bytes[at] = value;
          try {
            const { ranges, references } = inspectUpdate(bytes);
            // The room lets nothing pass that leans on what it does not have.
            fc.pre([...references].every(([client, to]) => to <= (ranges.get(client)?.to ?? 0)));
            fc.pre([...ranges.values()].every(({ from }) => from === 0));
          } catch (error) {
            if (fc.PreconditionFailure.isFailure(error)) throw error;
            expect(error).toBeInstanceOf(MalformedUpdate);
            return;
          }
          Y.applyUpdate(new Y.Doc(), bytes);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
