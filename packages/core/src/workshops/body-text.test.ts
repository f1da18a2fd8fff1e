import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { bodyFragment } from "./agenda-document.ts";
import { readBodies } from "./body-text.ts";

const element = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
};

describe("the words of a long text", () => {
  it("come line by line, without their marks, in each language that has any", () => {
    const doc = new Y.Doc();
    const bold = new Y.XmlText();
    bold.insert(0, "deux tamis");
    bold.format(0, 4, { bold: {} });
    const item = element("listItem", element("paragraph", new Y.XmlText("de la chaux")));
    bodyFragment(doc, "b", "fr").insert(0, [element("paragraph", bold), element("bulletList", item)]);
    bodyFragment(doc, "b", "es").insert(0, [element("paragraph")]);
    expect(readBodies(doc, "b")).toEqual({ fr: "deux tamis\nde la chaux" });
    expect(readBodies(doc, "c")).toEqual({});
    expect(doc.share.has("c/body/fr"), "reading makes nothing").toBe(false);
  });

  it("are read no deeper than a person writes", () => {
    const doc = new Y.Doc();
    let nested = element("paragraph", new Y.XmlText("far below"));
    for (let depth = 0; depth < 200; depth++) nested = element("listItem", nested);
    bodyFragment(doc, "b", "en").insert(0, [element("paragraph", new Y.XmlText("here")), nested]);
    expect(readBodies(doc, "b")).toEqual({ en: "here" });
  });
});
