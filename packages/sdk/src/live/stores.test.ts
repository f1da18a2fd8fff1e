import "fake-indexeddb/auto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createBrowserStore } from "./browser-store.ts";
import { createMemoryCache, type DocumentCache } from "./document-cache.ts";
import { createFileStore } from "./file-store.ts";
import { createMemoryStore, type UpdateStore } from "./update-store.ts";

const folder = mkdtempSync(join(tmpdir(), "milango-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Kept {
  readonly store: UpdateStore;
  readonly cache: DocumentCache;
}
const memory: Kept = { store: createMemoryStore(), cache: createMemoryCache() };
let lastName = 0;

/** Each opens the same place again and again, as a page that is loaded anew does. */
const places: Record<string, () => () => Kept> = {
  memory: () => () => memory,
  "IndexedDB of a browser": () => {
    const name = `test-${++lastName}`;
    return () => createBrowserStore(name);
  },
  "a folder": () => {
    const place = join(folder, String(++lastName));
    return () => createFileStore(place);
  },
};

it("forgets copies when somebody leaves, and keeps what was not sent", async () => {
  const { store, cache, forget } = createBrowserStore("left");
  cache.save("one", { state: Uint8Array.of(1), position: 1, generation: 1 });
  store.add("one", { key: "a.1", update: Uint8Array.of(2), changes: 1 });
  await forget();
  expect(await cache.load("one")).toBeUndefined();
  expect(await store.load("one")).toHaveLength(1);
});

describe.each(Object.entries(places))("what is kept in %s", (_name, place) => {
  const unsaved = (key: string) => ({ key, update: Uint8Array.of(1, 2, key.length), changes: 3 });

  it("is found by the next opening, oldest first, until it is removed", async () => {
    const open = place();
    const first = open();
    for (const key of ["b.2", "a.1", "c.3"]) first.store.add("one/1", unsaved(key));
    first.store.add("two", unsaved("d.4"));
    first.store.remove("one/1", ["a.1", "never"]);
    await first.store.load("one/1");
    const second = open();
    expect(await second.store.load("one/1")).toEqual([unsaved("b.2"), unsaved("c.3")]);
    second.store.remove("one/1", ["b.2", "c.3"]);
    expect(await second.store.load("one/1")).toEqual([]);
    expect(await second.store.load("two")).toEqual([unsaved("d.4")]);
  });

  it("holds the last copy of a document, until it is to be forgotten", async () => {
    const open = place();
    const copy = { state: Uint8Array.of(9, 9), position: 300, generation: 2 };
    const first = open();
    expect(await first.cache.load("copied")).toBeUndefined();
    first.cache.save("copied", { ...copy, position: 1 });
    first.cache.save("copied", copy);
    await first.cache.load("copied");
    expect(await open().cache.load("copied")).toEqual(copy);
    first.cache.remove("copied");
    expect(await first.cache.load("copied")).toBeUndefined();
  });
});
