import { describe, expect, it, vi } from "vitest";
import { natsMissing } from "../../../../testing/start-nats.ts";
import type { Bus } from "../ports.ts";
import { buildNews, createCollector, createCounter, eventually, upTo } from "../testing/bus-place.ts";
import { inNatsPlace } from "../testing/nats-place.ts";

const published = "milango.needs.published.v1";
const signal = "milango.outbox.advanced.v1";
const question = "milango.matching.preview.v1";
const record = { stream: "record" } as const;

/** Publishes as the relay does: the same message until it is stored. */
const publishUntilStored = (bus: Bus, n: number) =>
  vi.waitFor(() => bus.news.publish(published, buildNews(n)), { timeout: 20_000, interval: 50 });

/** Counts how often a bus says that news may be missing. */
function countReconnects(bus: Bus) {
  const { hear, count } = createCounter();
  return { forget: bus.onReconnect(hear), count };
}

describe.skipIf(natsMissing !== undefined)(natsMissing ?? "a bus whose NATS fails", { concurrent: true }, () => {
  it(
    "needs no server to begin with: it refuses and drops until there is one, then all it was asked for works",
    inNatsPlace(async ({ server, openAtOnce }) => {
      await server.kill();
      const bus = openAtOnce();
      const { seqs, handle } = createCollector();
      const heard = createCounter();
      await bus.news.consume("reader", record, handle);
      await bus.wire.listen(signal, heard.hear);
      await bus.wire.serve(question, async (bytes) => bytes);
      await expect(bus.news.publish(published, buildNews(1))).rejects.toThrow("NATS is not connected");
      const ask = () => bus.wire.ask(question, new Uint8Array([1]), { timeoutMs: 1_000 });
      await expect(ask()).rejects.toMatchObject({ reason: "nobody" });
      bus.wire.send(signal, new Uint8Array());

      await server.start();
      await publishUntilStored(bus, 1);
      await eventually(seqs).toEqual([1]);
      expect([...(await ask())]).toEqual([1]);
      expect(heard.count()).toBe(0);
      bus.wire.send(signal, new Uint8Array());
      await eventually(heard.count).toBe(1);
    }),
  );

  it(
    "loses nothing when the server is killed: it refuses while it is away, resumes in order, and says so",
    inNatsPlace(async ({ server, open }) => {
      const [publisher, reader] = [await open(), await open()];
      const reconnects = [countReconnects(publisher), countReconnects(reader)];
      const { seqs, handle } = createCollector();
      await reader.news.consume("reader", record, handle);
      for (const n of upTo(10)) await publisher.news.publish(published, buildNews(n));
      await eventually(seqs).toEqual(upTo(10));

      await server.kill();
      await expect(publisher.news.publish(published, buildNews(11))).rejects.toThrow();
      await server.start();
      for (const n of upTo(20).slice(10)) await publishUntilStored(publisher, n);

      // What was acknowledged shortly before may come again: the server writes its consumers down now and then.
      await eventually(() => [...new Set(seqs())]).toEqual(upTo(20));
      for (const { count } of reconnects) expect(count()).toBe(1);
    }),
  );

  it(
    "handles to its end the message it had when the server was killed, and takes the next",
    inNatsPlace(async ({ server, open }) => {
      const [publisher, reader] = [await open(), await open()];
      const { seqs, handle } = createCollector();
      const begun: number[] = [];
      const finish = Promise.withResolvers<void>();
      await reader.news.consume("reader", record, async (message) => {
        begun.push(message.seq);
        if (message.seq === 1) await finish.promise;
        await handle(message);
      });
      await publisher.news.publish(published, buildNews(1));
      await eventually(() => begun).toEqual([1]);
      await server.kill();
      finish.resolve();
      await eventually(seqs).toEqual([1]);
      await server.start();
      await publishUntilStored(publisher, 2);
      await eventually(() => [...new Set(seqs())]).toEqual([1, 2]);
    }),
  );

  it(
    "hears and answers again after a restart, without being asked",
    inNatsPlace(async ({ server, open }) => {
      const [one, other] = [await open(), await open()];
      const heard = createCounter();
      await one.wire.listen(signal, heard.hear);
      await one.wire.serve(question, async (bytes) => bytes);
      await server.kill();
      await server.start();
      const ask = () => other.wire.ask(question, new Uint8Array([7]), { timeoutMs: 1_000 });
      expect([...(await vi.waitFor(ask, { timeout: 20_000 }))]).toEqual([7]);
      other.wire.send(signal, new Uint8Array());
      await eventually(heard.count).toBe(1);
    }),
  );

  it(
    "makes its streams again when the server comes back without them, and takes what is repeated",
    inNatsPlace(async ({ server, open }) => {
      const [publisher, reader] = [await open(), await open()];
      const reconnects = [countReconnects(publisher), countReconnects(reader)];
      const { seqs, handle } = createCollector();
      await reader.news.consume("reader", record, handle);
      await publisher.news.publish(published, buildNews(1));
      await eventually(seqs).toEqual([1]);

      await server.kill();
      server.wipe();
      await server.start();
      for (const n of [1, 2]) await publishUntilStored(publisher, n);
      await eventually(seqs).toEqual([1, 1, 2]);
      for (const { count } of reconnects) expect(count()).toBeGreaterThan(0);
    }),
  );

  it(
    "tells nobody who no longer wants to hear of a reconnection",
    inNatsPlace(async ({ server, open }) => {
      const bus = await open();
      const [gone, here] = [countReconnects(bus), countReconnects(bus)];
      gone.forget();
      await server.kill();
      await server.start();
      await eventually(here.count).toBe(1);
      expect(gone.count()).toBe(0);
    }),
  );

  it(
    "closes within seconds when the server is away, or never was there",
    inNatsPlace(async ({ server, open, openAtOnce }) => {
      const bus = await open();
      await bus.news.consume("reader", record, async () => undefined);
      await bus.wire.listen(signal, () => undefined);
      const held = createCounter();
      await bus.lease.hold("matchmaker", { ttlMs: 5_000, onHeld: held.hear, onLost: () => undefined });
      await eventually(held.count).toBe(1);
      await server.kill();
      const never = openAtOnce();
      await never.news.consume("reader", record, async () => undefined);
      const startedAt = performance.now();
      await Promise.all([bus.close(), never.close()]);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    }),
  );
});
