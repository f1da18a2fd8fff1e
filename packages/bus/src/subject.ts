/** Whether a subject fits a filter with NATS wildcards: `*` is one token, `>` at the end is one or more. */
export function fitsFilter(subject: string, filter: string): boolean {
  if (filter === subject) return true;
  const wanted = filter.split(".");
  const tokens = subject.split(".");
  for (let index = 0; index < wanted.length; index++) {
    const token = wanted[index];
    if (token === ">") return tokens.length > index;
    if (index >= tokens.length || (token !== "*" && token !== tokens[index])) return false;
  }
  return wanted.length === tokens.length;
}

/** The stream that holds a subject. */
export function streamOf<Name extends string>(
  streams: { readonly [N in Name]: readonly string[] },
  subject: string,
): Name {
  for (const name of Object.keys(streams) as Name[]) {
    if (streams[name].some((filter) => fitsFilter(subject, filter))) return name;
  }
  throw new RangeError(`No stream holds the subject ${subject}`);
}
