import { territoryCodes } from "@milango/core/actors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { clockAt } from "../app/local-time.ts";
import { suggestSlots } from "./suggest-slots.ts";

test("every slot lies in the working hours of both sides, on three different days", () => {
  const territory = fc.constantFrom(...territoryCodes);
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
      territory,
      territory,
      (now, own, other) => {
        const slots = suggestSlots(now, own, other);
        expect(slots).toHaveLength(3);
        expect(new Set(slots.map((slot) => new Date(slot).toISOString().slice(0, 10))).size).toBe(3);
        for (const slot of slots) {
          expect(slot).toBeGreaterThan(now);
          for (const side of [own, other]) {
            expect(clockAt(slot, side) >= "08:00" && clockAt(slot, side) < "17:00").toBe(true);
          }
        }
      },
    ),
  );
});
