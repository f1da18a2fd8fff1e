import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { DocumentCache } from "./document-cache.ts";
import type { StoredUpdate, UpdateStore } from "./update-store.ts";

/**
 * Keeps unsaved changes and copies of documents in a folder, for programs that must not lose what they wrote when they
 * are killed or offline. One program a folder.
 */
export function createFileStore(folder: string): { readonly store: UpdateStore; readonly cache: DocumentCache } {
  /** One after the other: a removal finds what was added before it, and a program that waits for the last waits for all. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result | undefined> => {
    const done = last.then(act).catch(() => undefined);
    last = done;
    return done;
  };
  const folderOf = (documentId: string) => join(folder, encodeURIComponent(documentId));
  const copyOf = (documentId: string) => join(folderOf(documentId), "copy");
  let lastNumber = 0;

  /** Whole or not at all: a program killed while writing leaves the earlier file. */
  const write = async (documentId: string, path: string, bytes: Uint8Array) => {
    await mkdir(folderOf(documentId), { recursive: true });
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
  };

  const unsavedOf = async (documentId: string): Promise<{ path: string; stored: StoredUpdate }[]> => {
    const names = await readdir(folderOf(documentId)).catch(() => []);
    const unsaved = names.filter((name) => name.endsWith(".unsaved")).sort();
    return Promise.all(
      unsaved.map(async (name) => {
        lastNumber = Math.max(lastNumber, Number.parseInt(name, 10));
        const path = join(folderOf(documentId), name);
        const decoder = decoding.createDecoder(await readFile(path));
        const key = decoding.readVarString(decoder);
        const changes = decoding.readVarUint(decoder);
        return { path, stored: { key, changes, update: decoding.readVarUint8Array(decoder) } };
      }),
    );
  };

  return {
    store: {
      load: async (documentId) => ((await inTurn(() => unsavedOf(documentId))) ?? []).map(({ stored }) => stored),
      add(documentId, { key, update, changes }) {
        void inTurn(async () => {
          const name = `${String(++lastNumber).padStart(12, "0")}.unsaved`;
          const encoder = encoding.createEncoder();
          encoding.writeVarString(encoder, key);
          encoding.writeVarUint(encoder, changes);
          encoding.writeVarUint8Array(encoder, update);
          await write(documentId, join(folderOf(documentId), name), encoding.toUint8Array(encoder));
        });
      },
      remove(documentId, keys) {
        void inTurn(async () => {
          for (const { path, stored } of await unsavedOf(documentId)) if (keys.includes(stored.key)) await rm(path);
        });
      },
    },
    cache: {
      load: (documentId) =>
        inTurn(async () => {
          const decoder = decoding.createDecoder(await readFile(copyOf(documentId)));
          const position = decoding.readVarUint(decoder);
          const generation = decoding.readVarUint(decoder);
          return { position, generation, state: decoding.readVarUint8Array(decoder) };
        }),
      save(documentId, { state, position, generation }) {
        void inTurn(async () => {
          const encoder = encoding.createEncoder();
          encoding.writeVarUint(encoder, position);
          encoding.writeVarUint(encoder, generation);
          encoding.writeVarUint8Array(encoder, state);
          await write(documentId, copyOf(documentId), encoding.toUint8Array(encoder));
        });
      },
      remove: (documentId) => void inTurn(() => rm(copyOf(documentId), { force: true })),
    },
  };
}
