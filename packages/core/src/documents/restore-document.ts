import * as Y from "yjs";

/**
 * Changes a document, in one transaction, until it says what another one says: a forward change, so that what others
 * write meanwhile merges with it and it can be undone. Types that stand in the same place are changed from within, and
 * texts only where they differ: whoever has a caret in them keeps it.
 */
export function restoreDocument(doc: Y.Doc, wanted: Y.Doc, origin?: unknown): void {
  doc.transact(() => {
    for (const name of new Set([...doc.share.keys(), ...wanted.share.keys()])) {
      const kind = rootKind(wanted, name) ?? rootKind(doc, name);
      if (kind !== undefined) restoreType(doc.get(name, kind), wanted.get(name, kind));
    }
  }, origin);
}

type Kind = typeof Y.Map | typeof Y.Array | typeof Y.Text | typeof Y.XmlFragment;

/** What a root type is, told by what it holds: a document does not say so itself. */
function rootKind(doc: Y.Doc, name: string): Kind | undefined {
  const root = doc.share.get(name);
  if (root === undefined) return undefined;
  for (const kind of [Y.Map, Y.Array, Y.Text, Y.XmlFragment]) if (root.constructor === kind) return kind;
  for (let item = root._start; item !== null; item = item.right) {
    const { content } = item;
    if (content instanceof Y.ContentString || content instanceof Y.ContentFormat || content instanceof Y.ContentEmbed)
      return Y.Text;
    if (content instanceof Y.ContentType)
      return content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText ? Y.XmlFragment : Y.Array;
    if (!(content instanceof Y.ContentDeleted)) return Y.Array;
  }
  return root._map.size > 0 ? Y.Map : undefined;
}

function restoreType(own: unknown, wanted: unknown): void {
  if (own instanceof Y.Map && wanted instanceof Y.Map) restoreMap(own, wanted);
  else if (own instanceof Y.Text && wanted instanceof Y.Text) restoreText(own, wanted);
  else if (own instanceof Y.XmlFragment && wanted instanceof Y.XmlFragment) restoreXml(own, wanted);
  else if (own instanceof Y.Array && wanted instanceof Y.Array) restoreList(own, own.toArray(), wanted.toArray());
}

function restoreMap(own: Y.Map<unknown>, wanted: Y.Map<unknown>): void {
  for (const key of [...own.keys()]) if (!wanted.has(key)) own.delete(key);
  for (const [key, value] of wanted.entries()) {
    const held = own.get(key);
    if (isSameKind(held, value)) restoreType(held, value);
    else if (!isEqual(held, value)) own.set(key, copyOf(value));
  }
}

/** What one list can do that another has to be told of. */
interface List {
  insert(index: number, content: never[]): void;
  delete(index: number, length: number): void;
}

/** Keeps what both lists begin and end with, changes what corresponds from within, replaces the rest. */
function restoreList(own: List, held: readonly unknown[], wanted: readonly unknown[]): void {
  let begin = 0;
  while (begin < held.length && begin < wanted.length && isEqual(held[begin], wanted[begin])) begin++;
  let end = 0;
  while (
    end < held.length - begin &&
    end < wanted.length - begin &&
    isEqual(held[held.length - 1 - end], wanted[wanted.length - 1 - end])
  )
    end++;
  const from = held.slice(begin, held.length - end);
  const to = wanted.slice(begin, wanted.length - end);
  if (from.length === to.length && from.every((value, index) => isSameKind(value, to[index]))) {
    for (const [index, value] of from.entries()) restoreType(value, to[index]);
    return;
  }
  if (from.length > 0) own.delete(begin, from.length);
  if (to.length > 0) own.insert(begin, to.map(copyOf) as never[]);
}

function restoreXml(own: Y.XmlFragment, wanted: Y.XmlFragment): void {
  if (own instanceof Y.XmlElement && wanted instanceof Y.XmlElement) {
    const attributes: Record<string, unknown> = wanted.getAttributes();
    for (const name of Object.keys(own.getAttributes())) if (!(name in attributes)) own.removeAttribute(name);
    for (const [name, value] of Object.entries(attributes))
      if (!isEqual(own.getAttribute(name), value)) own.setAttribute(name, value as string);
  }
  restoreList(own, own.toArray(), wanted.toArray());
}

/** A UTF-16 unit of a text, or an embedded thing, with its marks; as Yjs counts. */
interface Unit {
  /** What it says; nothing for the second unit of a character, which goes with the first. */
  readonly insert: string | object;
  readonly marks: string;
  /** Equal for what is equal: the units of one character are told apart from those of another. */
  readonly key: string;
}

function restoreText(own: Y.Text, wanted: Y.Text): void {
  const [held, sought] = [unitsOf(own), unitsOf(wanted)];
  const same = (one: Unit | undefined, other: Unit | undefined) => one?.key === other?.key;
  let begin = 0;
  while (begin < held.length && begin < sought.length && same(held[begin], sought[begin])) begin++;
  let end = 0;
  while (
    end < held.length - begin &&
    end < sought.length - begin &&
    same(held[held.length - 1 - end], sought[sought.length - 1 - end])
  )
    end++;
  const cut = held.length - begin - end;
  const inserted = sought.slice(begin, sought.length - end);
  if (cut === 0 && inserted.length === 0) return;
  const parts = inserted.map(({ insert, marks }) => ({ insert, attributes: JSON.parse(marks) }));
  own.applyDelta([...(begin > 0 ? [{ retain: begin }] : []), ...(cut > 0 ? [{ delete: cut }] : []), ...parts]);
}

function unitsOf(text: Y.Text): Unit[] {
  return (text.toDelta() as { insert: string | object; attributes?: object }[]).flatMap(
    ({ insert, attributes }): Unit[] => {
      const marks = JSON.stringify(attributes ?? {});
      if (typeof insert !== "string") return [{ insert, marks, key: `${marks} ${JSON.stringify(insert)}` }];
      return [...insert].flatMap((character): Unit[] => {
        const first = { insert: character, marks, key: `${marks}${character}` };
        return character.length === 1 ? [first] : [first, { insert: "", marks, key: `${marks}${character} second` }];
      });
    },
  );
}

function isSameKind(one: unknown, other: unknown): boolean {
  if (!(one instanceof Y.AbstractType) || !(other instanceof Y.AbstractType)) return false;
  if (one instanceof Y.XmlElement && other instanceof Y.XmlElement) return one.nodeName === other.nodeName;
  return one.constructor === other.constructor;
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (one instanceof Y.AbstractType || other instanceof Y.AbstractType) {
    return (
      isSameKind(one, other) &&
      contentOf(one as Y.AbstractType<unknown>) === contentOf(other as Y.AbstractType<unknown>)
    );
  }
  return JSON.stringify(one) === JSON.stringify(other) && !(one instanceof Uint8Array);
}

/** Everything a type says, in a form that compares. */
function contentOf(type: Y.AbstractType<unknown>): string {
  if (type instanceof Y.Text) return JSON.stringify(type.toDelta());
  if (type instanceof Y.XmlElement)
    return JSON.stringify([
      type.nodeName,
      Object.entries(type.getAttributes()).sort(),
      type.toArray().map(contentOf as never),
    ]);
  if (type instanceof Y.XmlFragment) return JSON.stringify(type.toArray().map(contentOf as never));
  if (type instanceof Y.Map) {
    const entries = [...type.entries()].sort(([left], [right]) => (left < right ? -1 : 1));
    return JSON.stringify(entries.map(([key, value]) => [key, valueIn(value)]));
  }
  return JSON.stringify(type instanceof Y.Array ? type.toArray().map(valueIn) : type.toJSON());
}

function valueIn(value: unknown): unknown {
  return value instanceof Y.AbstractType ? contentOf(value) : value;
}

function copyOf(value: unknown): unknown {
  return value instanceof Y.AbstractType ? value.clone() : value;
}
