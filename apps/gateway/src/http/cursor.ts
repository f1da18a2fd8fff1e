import { MilangoError } from "@milango/core/errors";
import { type TSchema, Type } from "typebox";
import { isId, isInstant } from "./formats.ts";

/** Query of every list: how many, and where the last answer ended. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
};

export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });
}

/** A cursor carries the sort values of the last item, readable by us alone. */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** What a place of a cursor holds, with the test of it: the database refuses anything else with an error of its own. */
const fitsKind = {
  text: (value: unknown) => typeof value === "string" && value.isWellFormed() && !value.includes("\u0000"),
  number: (value: unknown) => typeof value === "number",
  id: (value: unknown) => typeof value === "string" && isId(value),
  instant: (value: unknown) => typeof value === "string" && isInstant(value),
} as const;

/** Reads a cursor of values of these kinds; throws INVALID_CURSOR for anything this list did not write. */
export function readCursor(cursor: string, kinds: readonly (keyof typeof fitsKind)[]): (string | number)[] {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    values = undefined;
  }
  const fits =
    Array.isArray(values) &&
    values.length === kinds.length &&
    kinds.every((kind, index) => fitsKind[kind](values[index]));
  if (!fits) throw new MilangoError("INVALID_CURSOR", "Start the list again without a cursor.");
  return values as (string | number)[];
}

/** Cuts a result of `limit + 1` rows into a page. */
export function cutPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly (string | number)[],
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null,
  };
}
