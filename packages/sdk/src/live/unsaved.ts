import { mergeBatch } from "./merge-batch.ts";
import type { StoredUpdate, UpdateStore } from "./update-store.ts";

/** Changes under a number by which the server acknowledges them. */
export interface NumberedUpdate extends StoredUpdate {
  readonly messageId: number;
}

/** The changes of one document that the server has not acknowledged. They leave only when it has. */
export interface Unsaved {
  /** Takes up what an earlier opening left; it is not stored again. */
  restore(stored: readonly StoredUpdate[]): void;
  /** One more change, to go with the next batch. */
  note(update: Uint8Array): void;
  /** Turns the changes noted into numbered updates, stores and answers them. */
  batch(): readonly NumberedUpdate[];
  /** Every numbered update, oldest first. */
  all(): readonly NumberedUpdate[];
  /** Puts one update that says as much in the place of all of them. */
  replaceAll(update: Uint8Array): NumberedUpdate;
  /** Forgets an update, because it is saved or never will be; answers what it was. */
  forget(messageId: number): NumberedUpdate | undefined;
  /** How many changes a person made that are not saved. */
  count(): number;
}

export function createUnsaved(documentId: string, author: number, store: UpdateStore): Unsaved {
  const numbered = new Map<number, NumberedUpdate>();
  let noted: Uint8Array[] = [];
  let lastId = 0;
  let changes = 0;

  const number = (stored: StoredUpdate): NumberedUpdate => {
    const entry = { ...stored, messageId: ++lastId };
    numbered.set(entry.messageId, entry);
    return entry;
  };

  const keep = (update: Uint8Array, madeOf: number): NumberedUpdate => {
    const entry = number({ key: `${author}.${lastId + 1}`, update, changes: madeOf });
    store.add(documentId, entry);
    return entry;
  };

  return {
    restore(stored) {
      for (const one of stored) {
        number(one);
        changes += one.changes;
      }
    },
    note(update) {
      noted.push(update);
      changes++;
    },
    batch() {
      if (noted.length === 0) return [];
      const entries = mergeBatch(noted).map(({ update, changes: madeOf }) => keep(update, madeOf));
      noted = [];
      return entries;
    },
    all: () => [...numbered.values()],
    replaceAll(update) {
      const old = [...numbered.values()];
      const entry = keep(
        update,
        old.reduce((sum, one) => sum + one.changes, 0),
      );
      for (const { messageId } of old) numbered.delete(messageId);
      store.remove(
        documentId,
        old.map(({ key }) => key),
      );
      return entry;
    },
    forget(messageId) {
      const entry = numbered.get(messageId);
      if (entry === undefined) return undefined;
      numbered.delete(messageId);
      store.remove(documentId, [entry.key]);
      changes -= entry.changes;
      return entry;
    },
    count: () => changes,
  };
}
