import { randomUUID } from "node:crypto";
import { JetStreamApiCodes, JetStreamApiError, jetstream } from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Lease } from "../ports.ts";
import type { NatsBusOptions } from "./options.ts";

/** A lease as a key that expires: created by one, renewed while it lives, free for the next when it dies. */
export function createNatsLease(deps: {
  readonly connected: Promise<NatsConnection>;
  readonly usable: () => NatsConnection | undefined;
  readonly onFault: NatsBusOptions["onFault"];
}): Lease & { stop(): Promise<void> } {
  const running = new Set<() => Promise<void>>();

  return {
    async hold(name, { ttlMs, onHeld, onLost }) {
      const holder = randomUUID();
      // Another may hold it from the moment it expires: whoever cannot renew it gives up a little before that moment.
      const keepMs = ttlMs * 0.8;
      let bucket: KV | undefined;
      let revision: number | undefined;
      let released = false;
      let end: NodeJS.Timeout | undefined;
      let next: NodeJS.Timeout | undefined;

      const lose = () => {
        clearTimeout(end);
        if (revision === undefined) return;
        revision = undefined;
        if (!released) onLost();
      };

      const step = async () => {
        bucket ??= await new Kvm(jetstream(await deps.connected, { timeout: Math.min(ttlMs, 5_000) })).create(
          `milango_lease_${name}`,
          { ttl: ttlMs, history: 1 },
        );
        // The time to live begins when the server reads this, so never before now.
        const askedAt = performance.now();
        const made =
          revision === undefined
            ? await bucket.create("holder", holder).catch(nothingIfTaken)
            : await bucket.update("holder", holder, revision);
        const leftMs = askedAt + keepMs - performance.now();
        if (made === undefined || leftMs <= 0) return;
        const isNew = revision === undefined;
        revision = made;
        if (released) return;
        clearTimeout(end);
        end = setTimeout(lose, leftMs).unref();
        if (isNew) onHeld();
      };

      const tick = async () => {
        try {
          await step();
        } catch (error) {
          bucket = undefined;
          // Another holds it, or the bucket was emptied, and another may.
          if (isTaken(error)) lose();
          deps.onFault(`the lease ${name} could not be renewed`, error);
        }
        if (!released) next = setTimeout(begin, ttlMs / 4).unref();
        else if (revision !== undefined) await giveBack();
      };

      const giveBack = async () => {
        const held = revision;
        revision = undefined;
        if (held === undefined || deps.usable() === undefined) return;
        // Only what is still ours: an expired lease may have another holder.
        await bucket?.delete("holder", { previousSeq: held }).catch(() => undefined);
      };

      let turn: Promise<void> = Promise.resolve();
      const begin = () => {
        turn = tick();
      };
      begin();

      const release = async () => {
        released = true;
        running.delete(release);
        clearTimeout(next);
        clearTimeout(end);
        // Who does not hold it may be waiting for a server that never comes; what it still gets it gives back.
        if (revision !== undefined) await turn;
        await giveBack();
      };
      running.add(release);
      return { release };
    },
    async stop() {
      await Promise.all([...running].map((release) => release()));
    },
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence;
}

function nothingIfTaken(error: unknown): undefined {
  if (!isTaken(error)) throw error;
}
