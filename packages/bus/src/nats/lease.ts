import { randomUUID } from "node:crypto";
import { type KV, Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Lease } from "../ports.ts";

/** A lease as a key that expires: created by one, renewed while it lives, free for the next when it dies. */
export function createNatsLease(deps: {
  readonly connected: Promise<NatsConnection>;
  readonly onFault: (fault: string, error?: unknown) => void;
}): Lease {
  return {
    async hold(name, { ttlMs, onHeld, onLost }) {
      const holder = randomUUID();
      let bucket: KV | undefined;
      let revision: number | undefined;
      let lastRenewal = 0;
      let released = false;

      const lose = () => {
        if (revision === undefined) return;
        revision = undefined;
        onLost();
      };

      const step = async () => {
        bucket ??= await new Kvm(await deps.connected).create(`milango_lease_${name}`, { ttl: ttlMs, history: 1 });
        if (revision === undefined) {
          const created = await bucket.create("holder", holder).catch(() => undefined);
          if (created === undefined || released) return;
          revision = created;
          lastRenewal = Date.now();
          onHeld();
        } else {
          revision = await bucket.update("holder", holder, revision);
          lastRenewal = Date.now();
        }
      };

      const tick = async () => {
        try {
          await step();
        } catch (error) {
          bucket = undefined;
          // Another may hold it from the moment it expired: give up a little before that moment.
          if (Date.now() - lastRenewal > ttlMs * 0.8) lose();
          deps.onFault(`the lease ${name} could not be renewed`, error);
        }
        if (!released) setTimeout(tick, ttlMs / 4).unref();
      };
      void tick();

      return {
        async release() {
          released = true;
          if (revision !== undefined) await bucket?.delete("holder").catch(() => undefined);
        },
      };
    },
  };
}
