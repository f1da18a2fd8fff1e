import { expect, it } from "vitest";
import * as Y from "yjs";
import { eraseName } from "./erase-name.ts";

it("removes a person from lists, maps and texts, and nobody else", () => {
  const doc = new Y.Doc();
  const agenda = doc.getMap("agenda");
  const people = new Y.Array<unknown>();
  agenda.set("people", people);
  people.insert(0, ["ana", "maelle", "tom"]);
  people.push([{ person: "maelle", role: "host" }]);
  const block = new Y.Map<unknown>();
  agenda.set("block", block);
  block.set("lead", "maelle");
  block.set("maelle", true);
  block.set("title", "maelle opens");
  const text = new Y.Text();
  block.set("notes", text);
  text.insert(0, "Ask ");
  text.insertEmbed(4, { mention: "maelle" });
  text.insert(5, " again");
  const before = Y.encodeStateVector(doc);
  eraseName(doc, "maelle");
  expect(agenda.toJSON()).toEqual({
    people: ["ana", "tom"],
    block: { title: "maelle opens", notes: "Ask  again" },
  });
  expect(Y.encodeStateVector(doc), "nothing is written under anybody's client id").toEqual(before);
});
