import fc from "fast-check";
import { expect, test } from "vitest";
import { readMentions } from "./mentions.ts";

const people = [
  { id: "a", name: "Ana" },
  { id: "m", name: "Ana María Solís" },
  { id: "h", name: "Maëlle Hodge" },
];
const called = (text: string) => readMentions(text, people).flatMap(({ personId }) => personId ?? []);

test("people are called by their full name after @, the longer name first", () => {
  expect(called("@Ana, et @Maëlle Hodge ?")).toEqual(["a", "h"]);
  expect(called("@Ana María Solís viene")).toEqual(["m"]);
  expect(called("ana@exemple.org, @Anaïs, @Maëlle, Ana")).toEqual([]);
});

test("the parts of a comment are the comment", () => {
  const words = fc.array(fc.constantFrom("@", "Ana", "@Ana", " ", "María Solís", "@Maëlle Hodge", "🦜", "x"));
  fc.assert(
    fc.property(words, (list) => {
      const text = list.join("");
      expect(
        readMentions(text, people)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
