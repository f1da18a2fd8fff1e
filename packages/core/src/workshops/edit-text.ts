import type { Text } from "yjs";

/**
 * Makes a text read `newValue` by touching only what differs, so that what others type elsewhere in it stays.
 * Indexes are UTF-16 units, never inside a surrogate pair.
 */
export function editText(text: Text, newValue: string, origin: unknown): void {
  const old = text.toString();
  if (old === newValue) return;
  const start = commonStart(old, newValue);
  const end = commonEnd(old, newValue, start);
  const edit = () => {
    if (old.length - end > start) text.delete(start, old.length - end - start);
    if (newValue.length - end > start) text.insert(start, newValue.slice(start, newValue.length - end));
  };
  if (text.doc === null) edit();
  else text.doc.transact(edit, origin);
}

function commonStart(left: string, right: string): number {
  const limit = Math.min(left.length, right.length);
  let length = 0;
  while (length < limit && left[length] === right[length]) length++;
  return splitsPair(left, length) || splitsPair(right, length) ? length - 1 : length;
}

function commonEnd(left: string, right: string, start: number): number {
  const limit = Math.min(left.length, right.length) - start;
  let length = 0;
  while (length < limit && left[left.length - 1 - length] === right[right.length - 1 - length]) length++;
  return splitsPair(left, left.length - length) || splitsPair(right, right.length - length) ? length - 1 : length;
}

/** Whether a cut at this index would part the two halves of one character. */
function splitsPair(text: string, index: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(index));
}
