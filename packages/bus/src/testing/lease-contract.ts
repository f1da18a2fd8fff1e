import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Bus } from "../ports.ts";
import { eventually, inPlace, type OpenPlace } from "./bus-place.ts";

export const ttlMs = 1_000;
/** What a busy machine may take on top of what is promised. */
const slackMs = 1_500;

/** Asks for a lease and tells, as it goes on, whether it is held. */
export async function holdLease(bus: Bus, options: { readonly name?: string; readonly ttlMs?: number } = {}) {
  const told: string[] = [];
  const { release } = await bus.lease.hold(options.name ?? "matchmaker", {
    ttlMs: options.ttlMs ?? ttlMs,
    onHeld: () => told.push("held"),
    onLost: () => told.push("lost"),
  });
  return { told, release, holds: () => told.at(-1) === "held" };
}

/** What `Lease` promises, whatever carries it. */
export function leaseContract(name: string, open: OpenPlace): void {
  describe.concurrent(`Lease ${name}`, () => {
    it(
      "is held by one at a time, for longer than its time to live, and goes to another when it is released",
      inPlace(open, async (place) => {
        const first = await holdLease(await place.open());
        await eventually(first.holds).toBe(true);
        const others = [await holdLease(await place.open()), await holdLease(await place.open())];
        const holders = () => others.filter((each) => each.holds());
        // That nobody else gets it shows in time only.
        await pause(ttlMs * 1.5);
        expect(holders()).toEqual([]);
        expect(first.told).toEqual(["held"]);

        await first.release();
        await eventually(() => holders().length).toBe(1);
        await holders()[0]?.release();
        await eventually(() => others.filter(({ told }) => told.length > 0).length).toBe(2);
        expect(first.told).toEqual(["held"]);
      }),
    );

    it(
      "goes to another within its time to live when its holder dies",
      inPlace(open, async (place) => {
        const mortal = await place.openMortal();
        const first = await holdLease(mortal.bus);
        await eventually(first.holds).toBe(true);
        const next = await holdLease(await place.open());
        await mortal.die();
        const diedAt = performance.now();
        await eventually(next.holds).toBe(true);
        expect(performance.now() - diedAt).toBeLessThan(ttlMs + slackMs);
      }),
    );

    it(
      "never goes to one who stopped waiting for it",
      inPlace(open, async (place) => {
        const bus = await place.open();
        const first = await holdLease(bus);
        await eventually(first.holds).toBe(true);
        const impatient = await holdLease(await place.open());
        const next = await holdLease(await place.open());
        await impatient.release();
        await first.release();
        await eventually(next.holds).toBe(true);
        expect(impatient.told).toEqual([]);
      }),
    );

    it(
      "can be had again by one who gave it back",
      inPlace(open, async (place) => {
        const bus = await place.open();
        for (let round = 0; round < 3; round++) {
          const held = await holdLease(bus);
          await eventually(held.holds).toBe(true);
          await held.release();
        }
      }),
    );

    it(
      "is apart from leases of other names",
      inPlace(open, async (place) => {
        const bus = await place.open();
        const held = [await holdLease(bus), await holdLease(bus, { name: "clock" })];
        await eventually(() => held.every((each) => each.holds())).toBe(true);
      }),
    );
  });
}
