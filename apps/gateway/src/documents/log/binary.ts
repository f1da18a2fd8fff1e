/** PostgreSQL's binary formats, as far as the document log speaks them (src/backend/utils/adt/arrayfuncs.c, copy.c). */

const uuidOid = 2950;
const int4Oid = 23;
const byteaOid = 17;
const arrayHead = 20;

function array(elementOid: number, count: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(arrayHead + 4 * count + bytes);
  buffer.writeInt32BE(1, 0); // dimensions
  buffer.writeInt32BE(0, 4); // no nulls
  buffer.writeInt32BE(elementOid, 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16); // its first index
  return buffer;
}

export function uuidArray(ids: readonly string[]): Buffer {
  const buffer = array(uuidOid, ids.length, 16 * ids.length);
  let at = arrayHead;
  for (const id of ids) {
    at = buffer.writeInt32BE(16, at);
    at += buffer.write(id.replaceAll("-", ""), at, "hex");
  }
  return buffer;
}

export function int4Array(values: readonly number[]): Buffer {
  const buffer = array(int4Oid, values.length, 4 * values.length);
  let at = arrayHead;
  for (const value of values) at = buffer.writeInt32BE(value, buffer.writeInt32BE(4, at));
  return buffer;
}

export function byteaArray(values: readonly Uint8Array[]): Buffer {
  let bytes = 0;
  for (const value of values) bytes += value.length;
  const buffer = array(byteaOid, values.length, bytes);
  let at = arrayHead;
  for (const value of values) {
    at = buffer.writeInt32BE(value.length, at);
    buffer.set(value, at);
    at += value.length;
  }
  return buffer;
}

/** The fields of each row of `COPY … TO STDOUT (FORMAT binary)`, as views; nothing where a field is null. */
export function readCopy(bytes: Buffer): (Buffer | undefined)[][] {
  const signature = 11;
  let at = signature + 4;
  at += 4 + bytes.readInt32BE(at); // an extension of the header, if there is one
  const rows: (Buffer | undefined)[][] = [];
  for (;;) {
    const fields = bytes.readInt16BE(at);
    at += 2;
    if (fields < 0) return rows;
    const row: (Buffer | undefined)[] = [];
    for (let field = 0; field < fields; field++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? undefined : bytes.subarray(at, at + length));
      if (length > 0) at += length;
    }
    rows.push(row);
  }
}
