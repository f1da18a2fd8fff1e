import fc from "fast-check";
import { expect, test } from "vitest";
import { Doc, type YTextEvent } from "yjs";
import { carried } from "./carried-caret.ts";

test("the words before the caret stay before it and those after stay after, whatever others insert or delete", () => {
  const edit = fc.record({ at: fc.nat(30), remove: fc.nat(6), insert: fc.stringMatching(/^[a-z]{0,5}$/) });
  fc.assert(
    fc.property(fc.nat(20), fc.array(edit, { maxLength: 4 }), (caret, edits) => {
      const text = new Doc().getText("t");
      // One mark on each side of the caret that edits leave alone.
      const before = "0123456789".repeat(2).slice(0, caret);
      text.insert(0, `${before}<>${"ABCDEFGHIJ".repeat(2)}`);
      let index = caret + 1;
      text.observe((event: YTextEvent) => {
        index = carried(index, event.delta);
      });
      text.doc?.transact(() => {
        for (const { at, remove, insert } of edits) {
          const now = text.toString();
          const start = Math.min(at, now.length);
          const touched = now.slice(start, start + remove);
          if (!/[<>]/.test(touched)) text.delete(start, touched.length);
          if (start !== text.toString().indexOf(">")) text.insert(start, insert);
        }
      });
      expect(text.toString().slice(0, index).endsWith("<")).toBe(true);
    }),
  );
});
