import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { fuseUpdates, missingFrom } from "./fuse-updates.ts";

/** What several people write who hear of each other now and then: every update in the order of the log. */
const histories = fc
  .array(
    fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      what: fc.constantFrom("insert", "delete", "set", "hear"),
      at: fc.nat(1000),
      text: fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    const log: Uint8Array[] = [];
    const docs = [11, 400, 70_000].map((clientID) => {
      const doc = new Y.Doc();
      doc.clientID = clientID;
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== "heard") log.push(update);
      });
      return doc;
    });
    for (const { who, what, at, text } of steps) {
      const doc = docs[who] as Y.Doc;
      const body = doc.getText("body");
      if (what === "insert") body.insert(at % (body.length + 1), text);
      else if (what === "delete" && body.length > 0) body.delete(at % body.length, 1);
      else if (what === "set") doc.getMap("map").set(text, { at });
      else if (what === "hear") for (const update of log) Y.applyUpdate(doc, update, "heard");
    }
    return log;
  });

function read(updates: readonly Uint8Array[]): { doc: Y.Doc; said: string } {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBe(null);
  return {
    doc,
    said: JSON.stringify([doc.getText("body").toDelta(), Object.entries(doc.getMap("map").toJSON()).sort()]),
  };
}

describe("fusing updates", () => {
  it("says what all of them say, in the same bytes of state", () => {
    fc.assert(
      fc.property(histories, (log) => {
        const fused = fuseUpdates(log);
        expect(fused).toBeDefined();
        const one = read([fused ?? new Uint8Array([0, 0])]);
        const all = read(log);
        expect(one.said).toBe(all.said);
        expect(Y.encodeStateAsUpdate(one.doc)).toEqual(Y.encodeStateAsUpdate(all.doc));
      }),
    );
  });

  it("takes what comes twice once", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (log, pick) => {
        const again = log[pick % Math.max(1, log.length)];
        const fused = fuseUpdates(again === undefined ? log : [...log, again]);
        expect(fused && read([fused]).said).toBe(read(log).said);
      }),
    );
  });

  it("goes on from a snapshot", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (log, cut) => {
        const at = cut % (log.length + 1);
        const snapshot = Y.encodeStateAsUpdate(read(log.slice(0, at)).doc);
        const fused = fuseUpdates([snapshot, ...log.slice(at)]);
        expect(fused && read([fused]).said).toBe(read(log).said);
      }),
    );
  });

  it("leaves to others what has a hole", () => {
    const doc = new Y.Doc();
    const log: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => log.push(update));
    for (const letter of "abc") doc.getText("t").insert(0, letter);
    expect(fuseUpdates([log[0] ?? new Uint8Array(), log[2] ?? new Uint8Array()])).toBeUndefined();
  });

  it("is linear: a long log takes milliseconds", () => {
    const doc = new Y.Doc();
    const log: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => log.push(update));
    const text = doc.getText("t");
    for (let nth = 0; nth < 20_000; nth++) text.insert((nth * 7919) % (text.length + 1), "word ");
    const begun = performance.now();
    const fused = fuseUpdates(log);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(fused).toBeDefined();
  });
});

describe("what a state vector lacks of a state", () => {
  it("brings a document that has a part to the whole, deletions included", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (log, cut) => {
        const whole = read(log).doc;
        const state = Y.encodeStateAsUpdate(whole);
        const part = read(log.slice(0, cut % (log.length + 1))).doc;
        const known = Y.decodeStateVector(Y.encodeStateVector(part));
        Y.applyUpdate(part, missingFrom(state, known));
        expect(part.store.pendingStructs).toBe(null);
        expect(Y.encodeStateAsUpdate(part)).toEqual(state);
      }),
    );
  });

  it("is only the deletions when everything else is known", () => {
    const doc = new Y.Doc();
    doc.getText("t").insert(0, "hello");
    doc.getText("t").delete(1, 2);
    const missing = missingFrom(Y.encodeStateAsUpdate(doc), Y.decodeStateVector(Y.encodeStateVector(doc)));
    expect(missing[0]).toBe(0);
    expect(missing.length).toBeLessThan(14);
  });
});
