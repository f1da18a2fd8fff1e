/**
 * The fields of each row of `COPY … TO STDOUT (FORMAT binary)`, as views; nothing where a field is null. Format:
 * https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".
 */
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
