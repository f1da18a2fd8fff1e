import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { maxAttempts, retryDelaysMs } from "../ports.ts";
import { buildNews, createCollector, eventually, inPlace, type OpenPlace, upTo } from "./bus-place.ts";

const published = "milango.needs.published.v1";
const withdrawn = "milango.needs.withdrawn.v1";
const decided = "milango.matching.decided.v1";
const record = { stream: "record" } as const;

/** What `News` promises, whatever carries it. */
export function newsContract(name: string, open: OpenPlace): void {
  describe.concurrent(`News ${name}`, () => {
    it(
      "has a message stored when publish resolves: who comes later gets it, and all before it, in order",
      inPlace(open, async (place) => {
        const [publisher, reader] = [await place.open(), await place.open()];
        for (const n of upTo(5)) await publisher.news.publish(published, buildNews(n));
        const { seqs, handle } = createCollector();
        await reader.news.consume("reader", record, handle);
        await eventually(seqs).toEqual([1, 2, 3, 4, 5]);
      }),
    );

    it(
      "gives a message as it was published, with its subject and the number of the try",
      inPlace(open, async (place) => {
        const [publisher, reader] = [await place.open(), await place.open()];
        const { messages, handle } = createCollector();
        await reader.news.consume("reader", record, handle);
        const message = buildNews(7, { text: "Kaz é bèl — 100 %", list: [1, null, { deep: true }], none: null });
        await publisher.news.publish(published, message);
        await eventually(() => messages).toEqual([{ ...message, subject: published, attempt: 1 }]);
      }),
    );

    it(
      "keeps the order of a stream over its subjects, also when nobody waits between two publications",
      inPlace(open, async (place) => {
        const [publisher, reader] = [await place.open(), await place.open()];
        const { seqs, handle } = createCollector();
        await reader.news.consume("reader", record, handle);
        const subjects = [published, withdrawn, decided];
        await Promise.all(
          upTo(100).map((n) => publisher.news.publish(subjects[n % subjects.length] ?? published, buildNews(n))),
        );
        await eventually(seqs).toEqual(upTo(100));
      }),
    );

    it(
      "shares the messages of one durable name among its consumers, each handled once",
      inPlace(open, async (place) => {
        const buses = [await place.open(), await place.open(), await place.open()];
        const { seqs, handle } = createCollector();
        // Each holds its first message until the others have theirs: alone, nobody would get further.
        const all = Promise.withResolvers<void>();
        const busy = new Set<number>();
        for (const [index, bus] of buses.entries()) {
          await bus.news.consume("shared", record, async (message) => {
            busy.add(index);
            if (busy.size === buses.length) all.resolve();
            await all.promise;
            await handle(message);
          });
        }
        for (const n of upTo(30)) await buses[0]?.news.publish(published, buildNews(n));
        await eventually(() => seqs().sort((one, other) => one - other)).toEqual(upTo(30));
      }),
    );

    it(
      "gives every durable name everything",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        const [first, second] = [createCollector(), createCollector()];
        await one.news.consume("first", record, first.handle);
        await other.news.consume("second", record, second.handle);
        for (const n of upTo(10)) await one.news.publish(published, buildNews(n));
        await eventually(first.seqs).toEqual(upTo(10));
        await eventually(second.seqs).toEqual(upTo(10));
      }),
    );

    it(
      "gives a consumer the subjects of its filter and nothing of another stream",
      inPlace(open, async (place) => {
        const bus = await place.open();
        const [exact, wide, whole] = [createCollector(), createCollector(), createCollector()];
        await bus.news.consume("exact", { ...record, subject: withdrawn }, exact.handle);
        await bus.news.consume("wide", { ...record, subject: "milango.needs.*.v1" }, wide.handle);
        await bus.news.consume("whole", record, whole.handle);
        await bus.news.publish("milango.matching.suggested.v1.an-actor", buildNews(1));
        await bus.news.publish(published, buildNews(2));
        await bus.news.publish(decided, buildNews(3));
        await bus.news.publish(withdrawn, buildNews(4));
        await eventually(whole.seqs).toEqual([2, 3, 4]);
        await eventually(wide.seqs).toEqual([2, 4]);
        await eventually(exact.seqs).toEqual([4]);
      }),
    );

    it(
      "delivers once what is published twice with one id, whoever repeats it",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        const { seqs, handle } = createCollector();
        await one.news.consume("reader", record, handle);
        await Promise.all([one, other, one].map((bus) => bus.news.publish(published, buildNews(1))));
        await other.news.publish(published, buildNews(2));
        await other.news.publish(published, buildNews(1));
        await one.news.publish(published, buildNews(3));
        await eventually(seqs).toEqual([1, 2, 3]);
      }),
    );

    it(
      "refuses a subject that no stream holds, and goes on",
      inPlace(open, async (place) => {
        const bus = await place.open();
        await expect(bus.news.publish("milango.nowhere.v1", buildNews(1))).rejects.toThrow(/milango\.nowhere\.v1/);
        const { seqs, handle } = createCollector();
        await bus.news.consume("reader", record, handle);
        await bus.news.publish(published, buildNews(2));
        await eventually(seqs).toEqual([2]);
      }),
    );

    it(
      "asks again with growing pauses when a handler throws, holds up nobody, and sets aside what failed five times",
      inPlace(open, async (place) => {
        const bus = await place.open();
        const { seqs, handle } = createCollector();
        const tries: { attempt: number; at: number }[] = [];
        // Not async: a handler may also throw before there is a promise.
        await bus.news.consume("reader", record, (message) => {
          if (message.seq !== 1) return handle(message);
          tries.push({ attempt: message.attempt, at: performance.now() });
          throw new Error("This message cannot be handled");
        });
        for (const n of upTo(3)) await bus.news.publish(published, buildNews(n));
        await eventually(seqs).toEqual([2, 3]);
        expect(place.asides).toEqual([]);

        await eventually(() => place.asides.length).toBe(1);
        expect(tries.map(({ attempt }) => attempt)).toEqual(upTo(maxAttempts));
        for (const [index, delay] of retryDelaysMs.entries()) {
          const waited = (tries[index + 1]?.at ?? 0) - (tries[index]?.at ?? 0);
          expect(waited).toBeGreaterThan(delay * 0.9);
          expect(waited).toBeLessThan(delay + 1_000);
        }
        expect(place.asides[0]).toMatchObject({
          durable: "reader",
          message: { ...buildNews(1), subject: published, attempt: maxAttempts },
        });
        expect(String(place.asides[0]?.error)).toContain("This message cannot be handled");
        await bus.news.publish(published, buildNews(4));
        await eventually(seqs).toEqual([2, 3, 4]);
      }),
    );

    it(
      "lets a stopped consumer finish its message, gives it no other, and the rest to who comes next, in order",
      inPlace(open, async (place) => {
        const bus = await place.open();
        const begun: number[] = [];
        const finish = Promise.withResolvers<void>();
        const consumer = await bus.news.consume("reader", record, async ({ seq }) => {
          begun.push(seq);
          await finish.promise;
        });
        for (const n of upTo(20)) await bus.news.publish(published, buildNews(n));
        await eventually(() => begun).toEqual([1]);
        const stopped = consumer.stop().then(() => "stopped");
        // That it waits shows in time only; longer than any limit it might give itself.
        expect(await Promise.race([stopped, pause(2_500, "still waiting")])).toBe("still waiting");
        finish.resolve();
        await stopped;

        const { messages, seqs, handle } = createCollector();
        await (await place.open()).news.consume("reader", record, handle);
        await eventually(seqs).toEqual(upTo(20).slice(1));
        expect(messages.map(({ attempt }) => attempt)).toEqual(messages.map(() => 1));
        expect(begun).toEqual([1]);
      }),
    );

    it(
      "leaves a message with its slow consumer, and gives another what comes after",
      inPlace(open, async (place) => {
        const [slow, quick] = [await place.open(), await place.open()];
        const finish = Promise.withResolvers<void>();
        const [held, { seqs, handle }] = [createCollector(), createCollector()];
        await slow.news.consume("reader", record, async (message) => {
          await held.handle(message);
          await finish.promise;
        });
        for (const n of upTo(20)) await slow.news.publish(published, buildNews(n));
        await eventually(held.seqs).toEqual([1]);
        await quick.news.consume("reader", record, handle);
        await eventually(seqs).toEqual(upTo(20).slice(1));
        // That nobody takes it away shows in time only; longer than a silent consumer is given.
        await pause(1_500);
        finish.resolve();
        await quick.news.publish(published, buildNews(21));
        await eventually(() => [...held.seqs(), ...seqs()].sort((one, other) => one - other)).toEqual(upTo(21));
      }),
    );

    it(
      "gives the message of a consumer that died to another",
      inPlace(open, async (place) => {
        const [bus, mortal] = [await place.open(), await place.openMortal()];
        const held = createCollector();
        await mortal.bus.news.consume("reader", record, async (message) => {
          await held.handle(message);
          await new Promise(() => undefined);
        });
        await bus.news.publish(published, buildNews(1));
        await eventually(held.seqs).toEqual([1]);
        const { seqs, handle } = createCollector();
        await bus.news.consume("reader", record, handle);
        await bus.news.publish(published, buildNews(2));
        await eventually(seqs).toEqual([2]);
        await mortal.die();
        await eventually(seqs).toEqual([2, 1]);
        expect(held.seqs()).toEqual([1]);
      }),
    );
  });
}
