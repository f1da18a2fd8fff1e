import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { CachedDocument, DocumentCache } from "./document-cache.ts";
import type { StoredUpdate, UpdateStore } from "./update-store.ts";

interface Schema extends DBSchema {
  unsaved: { key: number; value: StoredUpdate & { documentId: string }; indexes: { document: string; key: string } };
  copies: { key: string; value: CachedDocument };
}

/**
 * Keeps unsaved changes and copies of documents in the browser (IndexedDB), for all its pages: what was written in one
 * that crashed is sent by the next. Where the browser keeps nothing (a private window, a full disk) it goes without.
 */
export function createBrowserStore(name = "milango-documents"): {
  readonly store: UpdateStore;
  readonly cache: DocumentCache;
  /** Forgets every copy, as when somebody signs out of a shared device. Changes that were not sent stay until they are. */
  forget(): Promise<void>;
} {
  let opening: Promise<IDBPDatabase<Schema>> | undefined;
  const open = () => {
    opening ??= openDB<Schema>(name, 1, {
      upgrade(database) {
        // Counted, so that what was written first is read first.
        const unsaved = database.createObjectStore("unsaved", { autoIncrement: true });
        unsaved.createIndex("document", "documentId");
        unsaved.createIndex("key", "key");
        database.createObjectStore("copies");
      },
      // A newer page wants to change the form: this one lets go, and opens it again when it writes.
      blocking() {
        void opening?.then((database) => database.close());
        opening = undefined;
      },
      terminated() {
        opening = undefined;
      },
    });
    return opening;
  };

  /** One after the other, so that a removal finds what was added before it. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(act: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result | undefined> => {
    const done = last.then(async () => act(await open())).catch(() => undefined);
    last = done;
    return done;
  };

  return {
    store: {
      async load(documentId) {
        const kept = await inTurn((database) => database.getAllFromIndex("unsaved", "document", documentId));
        return (kept ?? []).map(({ key, update, changes }) => ({ key, update, changes }));
      },
      add(documentId, { key, update, changes }) {
        void inTurn((database) => database.add("unsaved", { documentId, key, update, changes }));
      },
      remove(_documentId, keys) {
        void inTurn(async (database) => {
          const transaction = database.transaction("unsaved", "readwrite");
          for (const key of keys) {
            const found = await transaction.store.index("key").getKey(key);
            if (found !== undefined) await transaction.store.delete(found);
          }
          await transaction.done;
        });
      },
    },
    async forget() {
      await inTurn((database) => database.clear("copies"));
    },
    cache: {
      load: (documentId) => inTurn((database) => database.get("copies", documentId)),
      save: (documentId, copy) => void inTurn((database) => database.put("copies", copy, documentId)),
      remove: (documentId) => void inTurn((database) => database.delete("copies", documentId)),
    },
  };
}
