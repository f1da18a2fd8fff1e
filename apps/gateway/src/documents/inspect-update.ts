/** What an update V1 says it brings, found without decoding it into a document. */
export interface UpdateContents {
  /** By client: the clock its structs start at and the clock after the last. */
  readonly ranges: ReadonlyMap<number, { readonly from: number; readonly to: number }>;
  /** By client: the clock after the last thing it deletes. */
  readonly deletes: ReadonlyMap<number, number>;
  /** By client: the clock after the last thing its structs lean on (left, right, parent). */
  readonly references: ReadonlyMap<number, number>;
}

/** Bytes that are no well-formed update: never stored, never relayed. */
export class MalformedUpdate extends Error {
  constructor(what: string) {
    super(`The update is malformed: ${what}`);
    this.name = "MalformedUpdate";
  }
}

const maxDepth = 100;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads an update V1 (format: yjs 13, `encodeStateAsUpdate`) from end to end. Work is bounded by the number of bytes:
 * every count is compared with the bytes that are left before anything is looped over. Throws `MalformedUpdate`.
 */
export function inspectUpdate(bytes: Uint8Array): UpdateContents {
  const reader = createReader(bytes);
  const ranges = new Map<number, { from: number; to: number }>();
  const references = new Map<number, number>();
  const clients = reader.count();
  for (let client = 0; client < clients; client++) readClient(reader, ranges, references);
  const deletes = readDeletes(reader);
  if (reader.left() !== 0) throw new MalformedUpdate("bytes after its end");
  return { ranges, deletes, references };
}

type Reader = ReturnType<typeof createReader>;

function readClient(
  reader: Reader,
  ranges: Map<number, { from: number; to: number }>,
  references: Map<number, number>,
): void {
  const structs = reader.count();
  const client = reader.varUint();
  const from = reader.varUint();
  if (ranges.has(client)) throw new MalformedUpdate("a client twice");
  let clock = from;
  for (let index = 0; index < structs; index++) {
    const here = clock;
    clock += readStruct(reader, (other, at) => {
      // Nothing leans on what its own author wrote later.
      if (other === client && at >= here) throw new MalformedUpdate("a reference forward");
      if (at + 1 > (references.get(other) ?? 0)) references.set(other, at + 1);
    });
    if (!Number.isSafeInteger(clock)) throw new MalformedUpdate("a clock out of range");
  }
  if (structs > 0) ranges.set(client, { from, to: clock });
}

/** Reads one struct and answers how many clock steps it takes. */
function readStruct(reader: Reader, refer: (client: number, clock: number) => void): number {
  const info = reader.byte();
  const kind = info & 0x1f;
  if (kind === 0) return reader.positive();
  if (kind === 10) throw new MalformedUpdate("a gap inside an update");
  const hasLeft = (info & 0x80) !== 0;
  const hasRight = (info & 0x40) !== 0;
  if (hasLeft) refer(reader.varUint(), reader.varUint());
  if (hasRight) refer(reader.varUint(), reader.varUint());
  if (!hasLeft && !hasRight) {
    const parent = reader.varUint();
    if (parent === 1) reader.text();
    else if (parent === 0) refer(reader.varUint(), reader.varUint());
    else throw new MalformedUpdate("an unknown kind of parent");
    if ((info & 0x20) !== 0) reader.text();
  }
  return readContent(reader, kind);
}

function readContent(reader: Reader, kind: number): number {
  switch (kind) {
    case 1:
      return reader.positive();
    case 2: {
      const length = nonZero(reader.count());
      for (let index = 0; index < length; index++) reader.jsonText();
      return length;
    }
    case 3:
      reader.skip(reader.count());
      return 1;
    case 4:
      return nonZero(reader.text().length);
    case 5:
      reader.jsonText();
      return 1;
    case 6:
      reader.text();
      reader.jsonText();
      return 1;
    case 7: {
      const type = reader.varUint();
      if (type > 6) throw new MalformedUpdate("an unknown shared type");
      if (type === 3 || type === 5) reader.text();
      return 1;
    }
    case 8: {
      const length = nonZero(reader.count());
      for (let index = 0; index < length; index++) readAny(reader, 0);
      return length;
    }
    case 9:
      reader.text();
      readAny(reader, 0);
      return 1;
    default:
      throw new MalformedUpdate("an unknown kind of content");
  }
}

/** lib0's `any`: a tag from 127 down. */
function readAny(reader: Reader, depth: number): void {
  if (depth > maxDepth) throw new MalformedUpdate(`more than ${maxDepth} levels`);
  const tag = reader.byte();
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      reader.varInt();
      return;
    case 124:
      reader.skip(4);
      return;
    case 123:
    case 122:
      reader.skip(8);
      return;
    case 119:
      reader.text();
      return;
    case 118: {
      const keys = reader.count();
      for (let index = 0; index < keys; index++) {
        if (reader.text() === "__proto__") throw new MalformedUpdate("a key that is not allowed");
        readAny(reader, depth + 1);
      }
      return;
    }
    case 117: {
      const length = reader.count();
      for (let index = 0; index < length; index++) readAny(reader, depth + 1);
      return;
    }
    case 116:
      reader.skip(reader.count());
      return;
    default:
      throw new MalformedUpdate("an unknown kind of value");
  }
}

function readDeletes(reader: Reader): Map<number, number> {
  const deletes = new Map<number, number>();
  const clients = reader.count();
  for (let index = 0; index < clients; index++) {
    const client = reader.varUint();
    const ranges = reader.count();
    let to = deletes.get(client) ?? 0;
    for (let range = 0; range < ranges; range++) {
      const clock = reader.varUint();
      to = Math.max(to, clock + reader.positive());
    }
    deletes.set(client, to);
  }
  return deletes;
}

function nonZero(length: number): number {
  if (length === 0) throw new MalformedUpdate("content without length");
  return length;
}

function createReader(bytes: Uint8Array) {
  let at = 0;
  const byte = (): number => {
    const value = bytes[at];
    if (value === undefined) throw new MalformedUpdate("it ends too early");
    at++;
    return value;
  };
  const varUint = (): number => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const next = byte();
      value += (next & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new MalformedUpdate("a number out of range");
      if (next < 0x80) return value;
      factor *= 128;
      if (factor > 2 ** 53) throw new MalformedUpdate("a number out of range");
    }
  };
  const skip = (length: number): void => {
    if (length > bytes.length - at) throw new MalformedUpdate("it ends too early");
    at += length;
  };
  const text = (): string => {
    const length = varUint();
    const from = at;
    skip(length);
    try {
      return utf8.decode(bytes.subarray(from, at));
    } catch {
      throw new MalformedUpdate("text that is not UTF-8");
    }
  };
  return {
    byte,
    varUint,
    skip,
    text,
    left: () => bytes.length - at,
    /** A number of things to come, each at least one byte long. */
    count(): number {
      const value = varUint();
      if (value > bytes.length - at) throw new MalformedUpdate("a count larger than what is left");
      return value;
    },
    positive: () => nonZero(varUint()),
    varInt(): void {
      let next = byte();
      for (let read = 1; next >= 0x80; read++) {
        if (read > 9) throw new MalformedUpdate("a number out of range");
        next = byte();
      }
    },
    jsonText(): void {
      const json = text();
      if (json === "undefined") return;
      try {
        JSON.parse(json);
      } catch {
        throw new MalformedUpdate("JSON that cannot be read");
      }
    },
  };
}
