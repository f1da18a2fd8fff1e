import { setTimeout as pause } from "node:timers/promises";
import { Kvm } from "@nats-io/kv";
import { describe, expect, it } from "vitest";
import { natsMissing } from "../../../../testing/start-nats.ts";
import { eventually } from "../testing/bus-place.ts";
import { holdLease, ttlMs } from "../testing/lease-contract.ts";
import { inNatsPlace, type NatsPlace } from "../testing/nats-place.ts";

/** The key a lease is, as an operator sees it. */
async function openKey({ connect }: NatsPlace, name: string) {
  const bucket = await new Kvm(await connect()).open(`milango_lease_${name}`);
  return {
    expire: () => bucket.purge("holder"),
    value: async () => (await bucket.get("holder"))?.string(),
  };
}

describe.skipIf(natsMissing !== undefined)(natsMissing ?? "a lease whose NATS fails", { concurrent: true }, () => {
  it(
    "is lost before it expires when the server stays away, and found by one again when it is back",
    inNatsPlace(async ({ server, open }) => {
      const first = await holdLease(await open());
      await eventually(first.holds).toBe(true);
      const second = await holdLease(await open());
      await server.kill();
      const goneAt = performance.now();
      await eventually(() => first.told).toEqual(["held", "lost"]);
      expect(performance.now() - goneAt).toBeLessThan(ttlMs);

      await server.start();
      await eventually(() => [first, second].filter((each) => each.holds()).length).toBe(1);
    }),
  );

  it(
    "outlives an absence shorter than its time to live",
    inNatsPlace(async ({ server, open }) => {
      const long = 4_000;
      const first = await holdLease(await open(), { ttlMs: long });
      await eventually(first.holds).toBe(true);
      const second = await holdLease(await open(), { ttlMs: long });
      await server.kill();
      await server.start();
      // That it is never lost shows in time only.
      await pause(long * 1.25);
      expect(first.told).toEqual(["held"]);
      expect(second.told).toEqual([]);
    }),
  );

  it(
    "goes to one who waited when the server forgot it and its holder is dead",
    inNatsPlace(async ({ server, open, openMortal }) => {
      const mortal = await openMortal();
      const first = await holdLease(mortal.bus);
      await eventually(first.holds).toBe(true);
      const next = await holdLease(await open());
      await server.kill();
      await mortal.die();
      server.wipe();
      await server.start();
      await eventually(next.holds).toBe(true);
    }),
  );

  it(
    "is lost at once by one who finds that another has it",
    inNatsPlace(async (place) => {
      const long = 6_000;
      const paused = await holdLease(await place.open(), { ttlMs: long });
      await eventually(paused.holds).toBe(true);
      const key = await openKey(place, "matchmaker");
      await key.expire();
      const next = await holdLease(await place.open(), { ttlMs: long });
      await eventually(next.holds).toBe(true);
      // Its next renewal comes after a quarter of the time to live; it would give up by itself after four fifths.
      const takenAt = performance.now();
      await eventually(() => paused.told).toEqual(["held", "lost"]);
      expect(performance.now() - takenAt).toBeLessThan(long / 2);
    }),
  );

  it(
    "stays with its holder when one whose right expired gives back what it no longer has",
    inNatsPlace(async (place) => {
      // So long that no renewal comes between.
      const long = 60_000;
      const paused = await holdLease(await place.open(), { ttlMs: long });
      await eventually(paused.holds).toBe(true);
      const key = await openKey(place, "matchmaker");
      await key.expire();
      const next = await holdLease(await place.open(), { ttlMs: long });
      await eventually(next.holds).toBe(true);
      const holder = await key.value();
      await paused.release();
      expect(holder).not.toBe("");
      expect(await key.value()).toBe(holder);
    }),
  );

  it(
    "goes to the next at once when its holder's bus closes in good order",
    inNatsPlace(async (place) => {
      const long = 60_000;
      const bus = await place.open();
      const first = await holdLease(bus, { ttlMs: long });
      await eventually(first.holds).toBe(true);
      await bus.close();
      expect(first.told).toEqual(["held"]);
      const next = await holdLease(await place.open(), { ttlMs: long });
      await eventually(next.holds).toBe(true);
    }),
  );
});
