import { expect, test } from "vitest";
import { clockAt, instantAt, sharedHours } from "./local-time.ts";

test("an hour typed in one territory is the same instant everywhere", () => {
  const instant = instantAt("2026-02-18", "15:00", "MF") ?? 0;
  expect(new Date(instant).toISOString()).toBe("2026-02-18T19:00:00.000Z");
  expect(clockAt(instant, "CR")).toBe("13:00");
});

test("Haiti changes its clocks and the shared hours follow", () => {
  expect(sharedHours("2026-01-15", "MF", "HT")?.hours).toBe(8);
  expect(sharedHours("2026-07-15", "MF", "HT")?.hours).toBe(9);
});

test("Costa Rica and Saint-Martin share seven working hours", () => {
  const shared = sharedHours("2026-02-18", "CR", "MF");
  expect(shared?.hours).toBe(7);
  expect([clockAt(shared?.from ?? 0, "CR"), clockAt(shared?.to ?? 0, "CR")]).toEqual(["08:00", "15:00"]);
  expect([clockAt(shared?.from ?? 0, "MF"), clockAt(shared?.to ?? 0, "MF")]).toEqual(["10:00", "17:00"]);
});

test("something that is no date gives no instant", () => {
  expect(instantAt("", "15:00", "MF")).toBeUndefined();
});
