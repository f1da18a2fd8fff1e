import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { describe, expect, it } from "vitest";
import { natsMissing } from "../../../../testing/start-nats.ts";
import { maxAttempts } from "../ports.ts";
import { buildNews, createCollector, createCounter, eventually, upTo } from "../testing/bus-place.ts";
import { inNatsPlace } from "../testing/nats-place.ts";

const published = "milango.needs.published.v1";
const question = "milango.matching.preview.v1";
const record = { stream: "record" } as const;

describe.skipIf(natsMissing !== undefined)(
  natsMissing ?? "news on a server others touch too",
  { concurrent: true },
  () => {
    it(
      "makes again a stream that was deleted while it was connected, and tells who only publishes, too",
      inNatsPlace(async ({ open, connect }) => {
        const [publisher, reader] = [await open(), await open()];
        const [publisherLost, readerLost] = [createCounter(), createCounter()];
        publisher.onReconnect(publisherLost.hear);
        reader.onReconnect(readerLost.hear);
        await publisher.news.publish(published, buildNews(1));
        const manager = await jetstreamManager(await connect());
        await manager.streams.delete("MILANGO_RECORD");
        await publisher.news.publish(published, buildNews(2));
        expect(publisherLost.count()).toBe(1);

        const { seqs, handle } = createCollector();
        await reader.news.consume("reader", record, handle);
        await eventually(seqs).toEqual([2]);
        await manager.streams.delete("MILANGO_RECORD");
        await eventually(() => readerLost.count() > 0).toBe(true);
        await publisher.news.publish(published, buildNews(3));
        await eventually(seqs).toEqual([2, 3]);
      }),
    );

    it(
      "makes again a consumer that was deleted, and says that messages may come twice or be gone",
      inNatsPlace(async ({ open, connect }) => {
        const bus = await open();
        const lost = createCounter();
        bus.onReconnect(lost.hear);
        const { seqs, handle } = createCollector();
        await bus.news.consume("reader", record, handle);
        await bus.news.publish(published, buildNews(1));
        await eventually(seqs).toEqual([1]);
        const manager = await jetstreamManager(await connect());
        await manager.consumers.delete("MILANGO_RECORD", "reader");
        await eventually(lost.count).toBe(1);
        await eventually(seqs).toEqual([1, 1]);
      }),
    );

    it(
      "sets aside what is no message at all, and a message whose consumers died again and again",
      inNatsPlace(async ({ open, connect, asides }) => {
        const bus = await open();
        const { seqs, handle } = createCollector();
        const first = await bus.news.consume("reader", record, handle);
        await bus.news.publish(published, buildNews(1));
        await eventually(seqs).toEqual([1]);
        await first.stop();

        const connection = await connect();
        await bus.news.publish(published, buildNews(2));
        // As if ten consumers had died of it, without the wait for the server to notice each death.
        const consumer = await jetstream(connection).consumers.get("MILANGO_RECORD", "reader");
        for (const _ of upTo(2 * maxAttempts)) (await consumer.next())?.nak();
        await jetstream(connection).publish(published, "no JSON");
        await bus.news.publish(published, buildNews(3));
        await bus.news.consume("reader", record, handle);

        await eventually(seqs).toEqual([1, 3]);
        await eventually(() => asides.map(({ message }) => message.seq)).toEqual([2, 0]);
        expect(asides[1]?.message).toMatchObject({ subject: published, body: "no JSON" });
        const manager = await jetstreamManager(connection);
        await eventually(async () => (await manager.streams.info("MILANGO_ASIDE")).state.messages).toBe(2);
      }),
    );

    it(
      "says which fault a listener had, and that an answer was too large to send",
      inNatsPlace(async ({ open, faults }) => {
        const bus = await open();
        await bus.wire.listen(question, () => {
          throw new Error("A listener with a fault");
        });
        await bus.wire.serve(question, async () => new Uint8Array(2 * 1024 * 1024));
        const asked = bus.wire.ask(question, new Uint8Array(), { timeoutMs: 5_000 });
        await expect(asked).rejects.toMatchObject({ reason: "failed", cause: expect.stringContaining("max_payload") });
        expect(faults).toEqual([`a listener on ${question} failed: Error: A listener with a fault`]);
      }),
    );
  },
);
