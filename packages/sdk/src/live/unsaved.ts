import { mergeUpdates } from "yjs";

/** Changes the server has not acknowledged. They leave only when it has: nothing else may forget them. */
export interface Unsaved {
  /** One more change, to go with the next batch. */
  add(update: Uint8Array): void;
  /** What waits to be sent, as one numbered update; nothing when all is on its way. */
  next(): { readonly messageId: number; readonly update: Uint8Array } | undefined;
  /** All that was sent and not acknowledged, in order: for a new connection, or one that does not answer. */
  sent(): readonly { readonly messageId: number; readonly update: Uint8Array }[];
  acknowledge(messageId: number): void;
  /** Takes a refused change back; answers whether there was one. */
  drop(messageId: number): boolean;
  /** How many changes a person made that are not saved. */
  count(): number;
}

export function createUnsaved(): Unsaved {
  let lastId = 0;
  let waiting: Uint8Array[] = [];
  const sent = new Map<number, { update: Uint8Array; changes: number }>();
  return {
    add(update) {
      waiting.push(update);
    },
    next() {
      if (waiting.length === 0) return undefined;
      const [only] = waiting;
      const update = waiting.length === 1 && only !== undefined ? only : mergeUpdates(waiting);
      const messageId = ++lastId;
      sent.set(messageId, { update, changes: waiting.length });
      waiting = [];
      return { messageId, update };
    },
    sent: () => [...sent].map(([messageId, { update }]) => ({ messageId, update })),
    acknowledge: (messageId) => void sent.delete(messageId),
    drop: (messageId) => sent.delete(messageId),
    count: () => waiting.length + [...sent.values()].reduce((sum, { changes }) => sum + changes, 0),
  };
}
