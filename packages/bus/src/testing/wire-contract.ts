import { describe, expect, it } from "vitest";
import type { Bus } from "../ports.ts";
import { eventually, inPlace, type OpenPlace, upTo } from "./bus-place.ts";

const subject = "milango.documents.updated.v1.a-document";
const question = "milango.matching.preview.v1";
const soon = { timeoutMs: 5_000 };

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Listens and keeps what it hears as text. */
async function listen(bus: Bus, filter: string, queue?: string) {
  const heard: string[] = [];
  const listener = await bus.wire.listen(
    filter,
    (bytes) => heard.push(decode(bytes)),
    queue === undefined ? {} : { queue },
  );
  return { heard, stop: listener.stop };
}

/** What `Wire` promises, whatever carries it. */
export function wireContract(name: string, open: OpenPlace): void {
  describe.concurrent(`Wire ${name}`, () => {
    it(
      "reaches everyone who listens, the sender too, from the moment listen resolves",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        const listeners = [await listen(one, subject), await listen(other, subject), await listen(other, subject)];
        one.wire.send(subject, encode("hello"));
        for (const { heard } of listeners) await eventually(() => heard).toEqual(["hello"]);
      }),
    );

    it(
      "reaches one listener of each queue and everyone without a queue",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        const queue = [await listen(one, subject, "queue"), await listen(other, subject, "queue")];
        const elsewhere = await listen(one, subject, "elsewhere");
        const alone = await listen(other, subject);
        const sent = upTo(60).map((n) => `update ${n}`);
        for (const each of sent) one.wire.send(subject, encode(each));
        const shared = () => queue.flatMap(({ heard }) => heard).sort();
        await eventually(shared).toEqual([...sent].sort());
        await eventually(() => elsewhere.heard).toEqual(sent);
        await eventually(() => alone.heard).toEqual(sent);
        for (const { heard } of queue) expect(heard.length).toBeGreaterThan(0);
      }),
    );

    it(
      "tells a listener with wildcards which subject it hears",
      inPlace(open, async (place) => {
        const bus = await place.open();
        const heard: string[] = [];
        for (const filter of ["milango.documents.*.v1.*", "milango.>", "milango.documents.*"]) {
          await bus.wire.listen(filter, (_bytes, on) => heard.push(`${filter} ${on}`));
        }
        const last = await listen(bus, "last");
        for (const each of [subject, "milango.documents.short", "other.documents.updated.v1.a", "last"])
          bus.wire.send(each, encode(""));
        await eventually(() => last.heard.length).toBe(1);
        expect(heard.sort()).toEqual([
          "milango.> milango.documents.short",
          `milango.> ${subject}`,
          "milango.documents.* milango.documents.short",
          `milango.documents.*.v1.* ${subject}`,
        ]);
      }),
    );

    it(
      "drops without a word what nobody listens to",
      inPlace(open, async (place) => {
        const bus = await place.open();
        bus.wire.send(subject, encode("too early"));
        const { heard } = await listen(bus, subject);
        bus.wire.send(subject, encode("in time"));
        await eventually(() => heard).toEqual(["in time"]);
      }),
    );

    it(
      "is silent for a listener that stopped, and nobody else",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        const [gone, here] = [await listen(one, subject), await listen(one, subject)];
        other.wire.send(subject, encode("first"));
        await eventually(() => gone.heard).toEqual(["first"]);
        await gone.stop();
        other.wire.send(subject, encode("second"));
        await eventually(() => here.heard).toEqual(["first", "second"]);
        expect(gone.heard).toEqual(["first"]);
      }),
    );

    it(
      "goes on when a listener or a server throws before it has promised anything",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        await one.wire.listen(subject, () => {
          throw new Error("A listener with a fault");
        });
        await one.wire.serve(question, () => {
          throw new Error("A server with a fault");
        });
        const { heard } = await listen(one, subject);
        for (const each of ["first", "second"]) other.wire.send(subject, encode(each));
        await eventually(() => heard).toEqual(["first", "second"]);
        await expect(other.wire.ask(question, encode("?"), soon)).rejects.toMatchObject({ reason: "failed" });
      }),
    );

    it(
      "carries 400 KB unchanged, sent, asked and answered",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        const bytes = new Uint8Array(400_000).map((_, index) => index * 31 + (index >> 8));
        let heard: Uint8Array = new Uint8Array();
        await one.wire.listen(subject, (got) => {
          heard = got;
        });
        await one.wire.serve(question, async (got) => got.toReversed());
        other.wire.send(subject, bytes);
        const answer = await other.wire.ask(question, bytes, soon);
        expect(Buffer.from(answer).equals(bytes.toReversed())).toBe(true);
        await eventually(() => heard.length).toBe(bytes.length);
        expect(Buffer.from(heard).equals(bytes)).toBe(true);
      }),
    );

    it(
      "brings an asker the answer to its own question, among many at once",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        await one.wire.serve(question, async (bytes) => encode(`${decode(bytes)} is answered`));
        const answers = await Promise.all(
          upTo(50).map(async (n) => decode(await other.wire.ask(question, encode(`question ${n}`), soon))),
        );
        expect(answers).toEqual(upTo(50).map((n) => `question ${n} is answered`));
      }),
    );

    it(
      "shares questions among those who serve a subject, one answer each",
      inPlace(open, async (place) => {
        const buses = [await place.open(), await place.open()];
        const answered = [0, 0];
        for (const [index, bus] of buses.entries()) {
          await bus.wire.serve(question, async () => {
            answered[index] = (answered[index] ?? 0) + 1;
            return encode(String(index));
          });
        }
        const answers = await Promise.all(upTo(60).map(() => buses[0]?.wire.ask(question, encode(""), soon)));
        const by = (index: number) =>
          answers.filter((bytes) => bytes !== undefined && decode(bytes) === String(index)).length;
        expect(answered).toEqual([by(0), by(1)]);
        expect(Math.min(...answered)).toBeGreaterThan(0);
      }),
    );

    it(
      "says that nobody serves a subject: never, no longer, or because the server died",
      inPlace(open, async (place) => {
        const [bus, mortal] = [await place.open(), await place.openMortal()];
        const ask = () => bus.wire.ask(question, encode("?"), soon);
        await expect(ask()).rejects.toMatchObject({ name: "WireError", reason: "nobody" });
        const server = await bus.wire.serve(question, async () => encode("here"));
        expect(decode(await ask())).toBe("here");
        await server.stop();
        await expect(ask()).rejects.toMatchObject({ reason: "nobody" });
        await mortal.bus.wire.serve(question, async () => encode("there"));
        expect(decode(await ask())).toBe("there");
        await mortal.die();
        await eventually(() => ask().catch((error: { reason?: string }) => error.reason)).toBe("nobody");
      }),
    );

    it(
      "says that time ran out, and drops an answer that comes after",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        const late = Promise.withResolvers<Uint8Array>();
        await one.wire.serve(question, (bytes) =>
          decode(bytes) === "slow" ? late.promise : Promise.resolve(encode("quick")),
        );
        const asked = other.wire.ask(question, encode("slow"), { timeoutMs: 100 });
        await expect(asked).rejects.toMatchObject({ name: "WireError", reason: "timeout" });
        late.resolve(encode("late"));
        expect(decode(await other.wire.ask(question, encode("quick"), soon))).toBe("quick");
      }),
    );

    it(
      "says that the answer failed, and why",
      inPlace(open, async (place) => {
        const [one, other] = [await place.open(), await place.open()];
        await one.wire.serve(question, async () => {
          throw new TypeError("The request does not fit\r\nits schema");
        });
        const asked = other.wire.ask(question, encode("?"), soon);
        await expect(asked).rejects.toMatchObject({
          name: "WireError",
          reason: "failed",
          cause: expect.stringMatching(/TypeError: The request does not fit\s+its schema/),
        });
      }),
    );
  });
}
