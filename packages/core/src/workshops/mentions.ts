/** A stretch of a comment: plain words, or the name of somebody it calls on. */
export interface CommentPart {
  readonly text: string;
  readonly personId: string | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Parts a comment at "@" followed by the full name of one of these people; longer names win, so that "@Ana María" is
 * not taken for Ana. Parts put together are the comment again.
 */
export function readMentions(text: string, people: readonly Named[]): CommentPart[] {
  const byLength = people.toSorted((left, right) => right.name.length - left.name.length);
  const parts: CommentPart[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const rest = text.slice(at + 1);
    const called = byLength.find(
      ({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)),
    );
    if (called === undefined) continue;
    if (at > from) parts.push({ text: text.slice(from, at), personId: undefined });
    from = at + 1 + called.name.length;
    parts.push({ text: text.slice(at, from), personId: called.id });
  }
  if (from < text.length) parts.push({ text: text.slice(from), personId: undefined });
  return parts;
}
