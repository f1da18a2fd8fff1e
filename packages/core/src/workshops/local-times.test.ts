import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localTimes, sameHourNextDay } from "./local-times.ts";

const clocks = (ms: number, territories: readonly string[]) => localTimes(ms, territories).map(({ time }) => time);

describe("local times", () => {
  it("show 13:00 in San José when it is 15:00 in Marigot, in January and in July", () => {
    expect(clocks(Date.UTC(2026, 0, 15, 19), ["MF", "CR"])).toEqual(["15:00", "13:00"]);
    expect(clocks(Date.UTC(2026, 6, 15, 19), ["MF", "CR"])).toEqual(["15:00", "13:00"]);
  });

  it("follow Haiti, which changes its clocks, while Guyane and Suriname stay three hours behind UTC", () => {
    expect(clocks(Date.UTC(2026, 0, 15, 19), ["HT", "GF", "SR"])).toEqual(["14:00", "16:00", "16:00"]);
    expect(clocks(Date.UTC(2026, 6, 15, 19), ["HT", "GF", "SR"])).toEqual(["15:00", "16:00", "16:00"]);
  });

  it("say when it is another day there", () => {
    const justPastMidnight = Date.UTC(2026, 1, 19, 4, 30);
    expect(localTimes(justPastMidnight, ["MF", "CR"])).toMatchObject([
      { time: "00:30", date: "2026-02-19", dayShift: 0 },
      { time: "22:30", date: "2026-02-18", dayShift: -1 },
    ]);
    expect(localTimes(justPastMidnight, ["MF", "CR"], Date.UTC(2026, 1, 18, 22))).toMatchObject([
      { territory: "MF", dayShift: 1 },
      { territory: "CR", dayShift: 0 },
    ]);
  });

  it("know the neighbour on the same island and leave out what has no zone", () => {
    expect(localTimes(0, ["SX", "FR", "MF"]).map(({ territory }) => territory)).toEqual(["SX", "MF"]);
  });

  it("keep the hour on the wall from one day to the next, all year", () => {
    const hour = fc.integer({ min: Date.UTC(2026, 0, 1) / 3_600_000, max: Date.UTC(2027, 0, 1) / 3_600_000 });
    fc.assert(
      fc.property(hour, (at) => {
        const [today] = localTimes(at * 3_600_000, ["HT"]);
        // Between two and three in the night of the change there is no such hour.
        fc.pre(today !== undefined && !["01", "02", "03"].includes(today.time.slice(0, 2)));
        const [tomorrow] = localTimes(sameHourNextDay(at * 3_600_000, "America/Port-au-Prince"), ["HT"]);
        expect(tomorrow?.time).toBe(today?.time);
      }),
    );
  });
});
