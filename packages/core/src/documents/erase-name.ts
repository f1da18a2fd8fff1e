import * as Y from "yjs";

/**
 * Removes every place in which a document names somebody by id: values and keys of maps, items of lists, attributes and
 * embeds of rich texts. A forward deletion, which adds nothing under anybody's client id.
 */
export function eraseName(doc: Y.Doc, name: string, origin?: unknown): void {
  doc.transact((transaction) => {
    const lists = new Set<Y.Array<unknown>>();
    for (const structs of doc.store.clients.values()) {
      for (const struct of structs) {
        if (!(struct instanceof Y.Item) || struct.deleted) continue;
        const list = listOf(doc, struct);
        if (list !== undefined) lists.add(list);
        else if (names(struct, name)) struct.delete(transaction);
      }
    }
    // One struct of a list holds all that was inserted at once, of which the name is a part.
    for (const list of lists) {
      for (let index = list.length - 1; index >= 0; index--) if (mentions(list.get(index), name)) list.delete(index, 1);
    }
  }, origin);
}

/** The list whose part an item is. Plain values stand in lists and maps alone; a root does not say what it is. */
function listOf(doc: Y.Doc, { parent, parentSub, content }: Y.Item): Y.Array<unknown> | undefined {
  if (parentSub !== null || !(content instanceof Y.ContentAny)) return undefined;
  if (parent instanceof Y.Array) return parent;
  const [root] = [...doc.share].find(([, type]) => type === parent) ?? [];
  return root === undefined ? undefined : doc.getArray(root);
}

function names({ content, parentSub }: Y.Item, name: string): boolean {
  if (parentSub === name) return true;
  if (content instanceof Y.ContentAny) return content.arr.some((value) => mentions(value, name));
  if (content instanceof Y.ContentEmbed) return mentions(content.embed, name);
  return content instanceof Y.ContentFormat && mentions(content.value, name);
}

/** A value that is the id, or an object of which a part is; an id in the midst of a sentence is no reference. */
function mentions(value: unknown, name: string): boolean {
  if (value === name) return true;
  if (typeof value !== "object" || value === null || value instanceof Y.AbstractType) return false;
  return Object.entries(value).some(([key, part]) => key === name || mentions(part, name));
}
