import type { Bus, NewsMessage, Received } from "@milango/bus";

export interface Published extends NewsMessage {
  readonly subject: string;
}

/** A bus in memory that shows what was published and lets a test decide what is delivered. */
export function createFakeBus() {
  const published: Published[] = [];
  const ids = new Set<string>();
  let handler: ((message: Received) => Promise<void>) | undefined;
  const servers = new Map<string, (bytes: Uint8Array) => Promise<Uint8Array>>();
  const ears = new Map<string, (bytes: Uint8Array, subject: string) => void>();
  const reconnects = new Set<() => void>();
  const waiting: { readonly onHeld: () => void; readonly onLost: () => void }[] = [];
  let refusals = 0;

  const bus: Bus = {
    news: {
      async publish(subject, message) {
        if (refusals > 0) {
          refusals -= 1;
          throw new Error("not stored");
        }
        if (ids.has(message.id)) return;
        ids.add(message.id);
        // What travels is JSON.
        published.push({ ...JSON.parse(JSON.stringify(message)), subject });
      },
      async consume(_durable, _filter, handle) {
        handler = handle;
        return {
          async stop() {
            if (handler === handle) handler = undefined;
          },
        };
      },
    },
    wire: {
      send: (subject, bytes) => ears.get(subject)?.(bytes, subject),
      async listen(filter, handle) {
        ears.set(filter, handle);
        return { stop: async () => void ears.delete(filter) };
      },
      async ask(subject, bytes) {
        const server = servers.get(subject);
        if (server === undefined) throw new Error(`Nobody serves ${subject}`);
        return await server(bytes);
      },
      async serve(subject, answer) {
        servers.set(subject, answer);
        return { stop: async () => void servers.delete(subject) };
      },
    },
    lease: {
      async hold(_name, { onHeld, onLost }) {
        const claim = { onHeld, onLost };
        waiting.push(claim);
        if (waiting[0] === claim) onHeld();
        return {
          async release() {
            const wasHeld = waiting[0] === claim;
            waiting.splice(waiting.indexOf(claim), 1);
            if (wasHeld) waiting[0]?.onHeld();
          },
        };
      },
    },
    onReconnect(heard) {
      reconnects.add(heard);
      return () => reconnects.delete(heard);
    },
    close: async () => undefined,
  };

  return {
    bus,
    published,
    /** Hands a message to the consumer; undefined when there is none. */
    deliver: (message: Omit<Received, "attempt">): Promise<void> | undefined => handler?.({ ...message, attempt: 1 }),
    reconnect: () => {
      for (const heard of reconnects) heard();
    },
    loseLease: () => {
      const claim = waiting.shift();
      claim?.onLost();
      waiting[0]?.onHeld();
    },
    /** The next `count` publications are not stored. */
    refuse: (count: number) => {
      refusals = count;
    },
    /** Forgets what it has seen, as when the streams are made anew. */
    wipe: () => ids.clear(),
  };
}
