import { Extension, type Extensions } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { Italic } from "@tiptap/extension-italic";
import { Link } from "@tiptap/extension-link";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { Placeholder } from "@tiptap/extensions/placeholder";
import { ySyncPlugin } from "@tiptap/y-tiptap";
import type { XmlFragment } from "yjs";

const schemes = ["http:", "https:", "mailto:", "tel:"];

/** Whether an address may stand in a text: web, mail and telephone, nothing that runs. */
export function isAllowedLink(address: string): boolean {
  return URL.canParse(address) && schemes.includes(new URL(address).protocol);
}

/**
 * All that a long text may hold: this list is the allow-list of what is shown and of what a paste leaves. The undo is
 * the tab's own, so only the binding to the shared text is taken, without its history and its coloured carets.
 */
export function bodyExtensions(fragment: XmlFragment, placeholder: string): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    HardBreak,
    Bold,
    Italic,
    Heading.configure({ levels: [3] }),
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    Link.configure({ openOnClick: false, isAllowedUri: isAllowedLink, shouldAutoLink: isAllowedLink }),
    Placeholder.configure({ placeholder }),
    Extension.create({ name: "sharedText", addProseMirrorPlugins: () => [ySyncPlugin(fragment)] }),
  ];
}
