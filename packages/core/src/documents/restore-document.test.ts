import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { restoreDocument } from "./restore-document.ts";

const steps = fc.array(
  fc.record({
    what: fc.constantFrom("text", "cut", "mark", "key", "nested", "drop", "list", "xml", "unlist"),
    at: fc.nat(1000),
    word: fc.string({ minLength: 1, maxLength: 5, unit: "grapheme" }),
  }),
  { maxLength: 40 },
);
type Steps = typeof steps extends fc.Arbitrary<infer Value> ? Value : never;

function write(doc: Y.Doc, edits: Steps): void {
  for (const { what, at, word } of edits) {
    const [text, map, list, xml] = [
      doc.getText("text"),
      doc.getMap("map"),
      doc.getArray("list"),
      doc.getXmlFragment("xml"),
    ];
    const key = `k${at % 4}`;
    if (what === "text") text.insert(at % (text.length + 1), word);
    else if (what === "cut" && text.length > 0) text.delete(at % text.length, 1);
    else if (what === "mark" && text.length > 0) text.format(at % text.length, 1, { bold: true });
    else if (what === "key") map.set(key, { word });
    else if (what === "nested") map.set(key, new Y.Map([[word, new Y.Text(word)]]));
    else if (what === "drop") map.delete(key);
    else if (what === "list") list.insert(at % (list.length + 1), [word, at]);
    else if (what === "unlist" && list.length > 0) list.delete(at % list.length, 1);
    else if (what === "xml") {
      const element = new Y.XmlElement("p");
      element.insert(0, [new Y.XmlText(word)]);
      xml.insert(at % (xml.length + 1), [element]);
    }
  }
}

/** A split within a character leaves runs apart that say the same together. */
function joined(delta: readonly { insert: string; attributes?: object }[]): readonly object[] {
  const runs: { insert: string; attributes?: object }[] = [];
  for (const run of delta) {
    const last = runs.at(-1);
    if (last !== undefined && JSON.stringify(last.attributes) === JSON.stringify(run.attributes))
      last.insert += run.insert;
    else runs.push({ ...run });
  }
  return runs;
}

const said = (doc: Y.Doc) =>
  JSON.stringify([
    joined(doc.getText("text").toDelta()),
    doc.getMap("map").toJSON(),
    doc.getArray("list").toJSON(),
    doc.getXmlFragment("xml").toString(),
  ]);

function copy(doc: Y.Doc): Y.Doc {
  const copied = new Y.Doc();
  Y.applyUpdate(copied, Y.encodeStateAsUpdate(doc));
  return copied;
}

describe("restoring a document", () => {
  it("makes it say what an earlier state said, for whoever hears of the change", () => {
    fc.assert(
      fc.property(steps, steps, (first, then) => {
        const doc = new Y.Doc();
        write(doc, first);
        const earlier = copy(doc);
        write(doc, then);
        const other = copy(doc);
        const before = Y.encodeStateVector(doc);
        restoreDocument(doc, copy(earlier));
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, before));
        // Keys of a map stand in the order they came; what they say is what counts.
        expect(JSON.parse(sorted(doc))).toEqual(JSON.parse(sorted(earlier)));
        expect(said(other)).toBe(said(doc));
      }),
    );
  });

  it("does not need to know what the document's types are called", () => {
    const doc = new Y.Doc();
    write(doc, [
      { what: "text", at: 0, word: "hello" },
      { what: "nested", at: 1, word: "deep" },
    ]);
    const state = Y.encodeStateAsUpdate(doc);
    doc.getText("text").insert(5, " there");
    const [now, wanted] = [copy(doc), new Y.Doc()];
    Y.applyUpdate(wanted, state);
    restoreDocument(now, wanted);
    expect(now.getText("text").toString()).toBe("hello");
  });

  it("changes nothing where nothing differs, and only the difference of a text", () => {
    const doc = new Y.Doc();
    doc.getText("t").insert(0, "one two three");
    const earlier = copy(doc);
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    restoreDocument(doc, copy(earlier));
    expect(updates).toEqual([]);
    doc.getText("t").insert(4, "and ");
    updates.length = 0;
    restoreDocument(doc, earlier);
    expect(updates).toHaveLength(1);
    expect(updates[0]?.length).toBeLessThan(16);
  });

  it("is one step that can be undone", () => {
    const doc = new Y.Doc();
    doc.getText("t").insert(0, "before");
    const earlier = copy(doc);
    doc.getText("t").insert(6, " and after");
    const origin = {};
    const undo = new Y.UndoManager([doc.getText("t")], { trackedOrigins: new Set([origin]) });
    restoreDocument(doc, earlier, origin);
    expect(doc.getText("t").toString()).toBe("before");
    undo.undo();
    expect(doc.getText("t").toString()).toBe("before and after");
  });

  it("never parts the two halves of a character", () => {
    const doc = new Y.Doc();
    doc.getText("t").insert(0, "a😀b");
    const earlier = copy(doc);
    doc.getText("t").delete(1, 2);
    doc.getText("t").insert(1, "😃");
    restoreDocument(doc, earlier);
    expect(doc.getText("t").toString()).toBe("a😀b");
  });
});

function sorted(doc: Y.Doc): string {
  const [text, map, list, xml] = JSON.parse(said(doc));
  return JSON.stringify([text, Object.fromEntries(Object.entries(map).sort()), list, xml]);
}
