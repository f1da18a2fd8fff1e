import { expect, test } from "vitest";
import { narrowSpaces } from "./narrow-spaces.ts";

test("French double signs and units keep to the word before them", () => {
  expect(narrowSpaces("Quoi ? « Oui » ; dès 15 min : 7 h")).toBe(
    "Quoi\u202f? «\u202fOui\u202f»\u202f; dès 15\u202fmin\u202f: 7\u202fh",
  );
});

test("the syntax of a message and ordinary spaces stay as they are", () => {
  const message = "{count, plural, =0 {rien} one {# bloc} other {# blocs}} ici";
  expect(narrowSpaces(message)).toBe(message);
});
