import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { buildNews, createCollector, eventually, inPlace, type OpenPlace, upTo } from "./bus-place.ts";

const published = "milango.needs.published.v1";
const question = "milango.matching.preview.v1";
const record = { stream: "record" } as const;

/** What `Bus.close` promises, whatever carries it. */
export function closingContract(name: string, open: OpenPlace): void {
  describe.concurrent(`Closing a bus ${name}`, () => {
    it(
      "waits for the messages under way, acknowledges them, and takes no other",
      inPlace(open, async (place) => {
        const [closing, other] = [await place.open(), await place.open()];
        const finish = Promise.withResolvers<void>();
        const [slow, quick] = [createCollector(), createCollector()];
        await closing.news.consume("slow", record, async (message) => {
          await slow.handle(message);
          await finish.promise;
        });
        await closing.news.consume("quick", record, quick.handle);
        await other.news.publish(published, buildNews(1));
        await eventually(() => [slow.seqs(), quick.seqs()]).toEqual([[1], [1]]);

        const closed = closing.close().then(() => "closed");
        // That it waits shows in time only; longer than any limit it might give itself.
        expect(await Promise.race([closed, pause(2_500, "still waiting")])).toBe("still waiting");
        for (const n of [2, 3]) await other.news.publish(published, buildNews(n));
        finish.resolve();
        await closed;

        const [slowNext, quickNext] = [createCollector(), createCollector()];
        await other.news.consume("slow", record, slowNext.handle);
        await other.news.consume("quick", record, quickNext.handle);
        await eventually(() => [slowNext.seqs(), quickNext.seqs()]).toEqual([
          [2, 3],
          [2, 3],
        ]);
        expect([slow.seqs(), quick.seqs()]).toEqual([[1], [1]]);
      }),
    );

    it(
      "brings an answer under way to who asked",
      inPlace(open, async (place) => {
        const [closing, other] = [await place.open(), await place.open()];
        const asked = Promise.withResolvers<void>();
        const answer = Promise.withResolvers<Uint8Array>();
        await closing.wire.serve(question, () => {
          asked.resolve();
          return answer.promise;
        });
        const answered = other.wire.ask(question, new Uint8Array([1]), { timeoutMs: 5_000 });
        await asked.promise;
        const closed = closing.close();
        answer.resolve(new Uint8Array([2]));
        await closed;
        expect([...(await answered)]).toEqual([2]);
      }),
    );

    it(
      "leaves nothing that hangs: publish rejects, ask finds nobody, send and stop are silent, closing twice is fine",
      inPlace(open, async (place) => {
        const bus = await place.open();
        const consumer = await bus.news.consume("reader", record, async () => undefined);
        const listener = await bus.wire.listen(question, () => undefined);
        await bus.close();
        await expect(bus.news.publish(published, buildNews(1))).rejects.toThrow();
        const asked = bus.wire.ask(question, new Uint8Array(), { timeoutMs: 5_000 });
        await expect(asked).rejects.toMatchObject({ reason: "nobody" });
        bus.wire.send(question, new Uint8Array());
        await consumer.stop();
        await listener.stop();
        await bus.close();
      }),
    );

    it(
      "leaves the other buses as they were",
      inPlace(open, async (place) => {
        const [closing, one, other] = [await place.open(), await place.open(), await place.open()];
        await closing.news.consume("reader", record, async () => undefined);
        const { seqs, handle } = createCollector();
        await one.news.consume("other-reader", record, handle);
        await closing.close();
        for (const n of upTo(3)) await other.news.publish(published, buildNews(n));
        await eventually(seqs).toEqual([1, 2, 3]);
      }),
    );
  });
}
