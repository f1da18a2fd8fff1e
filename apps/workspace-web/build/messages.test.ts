import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { compileMessages } from "./compile-messages.ts";

const root = join(import.meta.dirname, "..");
const rooms = globSync("src/*/messages.fr.json", { cwd: root }).map((file) => dirname(file));
const read = (room: string, locale: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, room, `messages.${locale}.json`), "utf8"));

function namesIn(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.tag) return [element.value, ...namesIn(element.children)];
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      return [element.value, ...Object.values(element.options).flatMap((option) => namesIn(option.value))];
    }
    return [element.value];
  });
}
const argumentsOf = (text: string) => [...new Set(namesIn(parse(text)))].sort();

test.each(rooms)("%s says the same things in three languages, with the same arguments", (room) => {
  const french = read(room, "fr");
  for (const locale of ["es", "en"]) {
    const other = read(room, locale);
    expect(Object.keys(other).sort()).toEqual(Object.keys(french).sort());
    for (const [id, text] of Object.entries(french)) {
      expect([id, argumentsOf(other[id] ?? "")]).toEqual([id, argumentsOf(text)]);
    }
  }
});

test("message ids are used by one room each", () => {
  const owners = rooms.flatMap((room) => Object.keys(read(room, "fr")).map((id) => `${id}`));
  expect(owners.length).toBe(new Set(owners).size);
  expect(rooms.map((room) => basename(room))).toContain("app");
});

test("French sentences get narrow no-break spaces and arguments are compiled", () => {
  const compiled = compileMessages(
    { a: "Vraiment ? « Oui »", b: "{count, plural, one {un bloc} other {# blocs}} : ici" },
    "fr",
  );
  expect(compiled.a).toBe("Vraiment\u202f? «\u202fOui\u202f»");
  expect(Array.isArray(compiled.b)).toBe(true);
});
