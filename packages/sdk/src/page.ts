/** One page of a list; `nextCursor` is opaque and leads to the next, `null` at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Which page of a list. */
export interface PageParams {
  /** At most 200. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Walks a list to its end, one request a page. */
export async function* allOf<Item, Params extends PageParams>(
  list: (params: Params) => Promise<Page<Item>>,
  params: Params,
): AsyncGenerator<Item, void, undefined> {
  let cursor = params.cursor;
  do {
    const page = await list({ ...params, cursor });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
