import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { editText } from "./edit-text.ts";

function two(initial: string): [Y.Text, Y.Text, () => void] {
  const left = new Y.Doc();
  const right = new Y.Doc();
  left.getText("t").insert(0, initial);
  const sync = () => {
    Y.applyUpdate(right, Y.encodeStateAsUpdate(left));
    Y.applyUpdate(left, Y.encodeStateAsUpdate(right));
  };
  sync();
  return [left.getText("t"), right.getText("t"), sync];
}

describe("editText", () => {
  it("keeps what another types elsewhere in the same line at the same time", () => {
    const [left, right, sync] = two("Deux machines");
    editText(left, "Deux grandes machines", "left");
    editText(right, "Deux machines : chiffres en main", "right");
    sync();
    expect(left.toString()).toBe("Deux grandes machines : chiffres en main");
    expect(right.toString()).toBe(left.toString());
  });

  it("makes any text any other, and never parts a character", () => {
    const words = fc.string({ unit: "binary", maxLength: 12 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const doc = new Y.Doc();
        const text = doc.getText("t");
        editText(text, before, "here");
        editText(text, after, "here");
        expect(text.toString()).toBe(after);
      }),
    );
    const [left, right, sync] = two("a👍b");
    editText(left, "a👎b", "left");
    sync();
    expect(right.toString()).toBe("a👎b");
    expect(left.toDelta()).toEqual([{ insert: "a👎b" }]);
  });
});
