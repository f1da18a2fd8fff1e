import { neighbours, territoryOf } from "../actors/territory.ts";

/** An instant as the clocks of one territory show it. */
export interface LocalTime {
  readonly territory: string;
  readonly timeZone: string;
  /** HH:MM, 00–23. */
  readonly time: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Days between this date and that of the first territory at the reference: −1 is the day before. */
  readonly dayShift: number;
}

/**
 * An instant (epoch ms) in each territory, in the order given. `reference` is the instant whose date in the first
 * territory counts as day 0; without it, the instant itself. Territories without a known zone are left out.
 */
export function localTimes(ms: number, territories: readonly string[], reference: number = ms): LocalTime[] {
  const zones = territories.flatMap((territory) => {
    const timeZone = timeZoneOf(territory);
    return timeZone === undefined ? [] : [{ territory, timeZone }];
  });
  const first = zones[0];
  if (first === undefined) return [];
  const dayZero = dayNumber(wallClock(reference, first.timeZone));
  return zones.map(({ territory, timeZone }) => {
    const clock = wallClock(ms, timeZone);
    return {
      territory,
      timeZone,
      time: `${two(clock.hour)}:${two(clock.minute)}`,
      date: `${clock.year}-${two(clock.month)}-${two(clock.day)}`,
      dayShift: dayNumber(clock) - dayZero,
    };
  });
}

/** The IANA zone of a territory of the network or of its namesake neighbour. */
export function timeZoneOf(territory: string): string | undefined {
  return territoryOf(territory)?.timeZone ?? neighbours.find(({ code }) => code === territory)?.timeZone;
}

/** The same hour on the wall one day later, also where clocks change in between. */
export function sameHourNextDay(ms: number, timeZone: string): number {
  const next = ms + 86_400_000;
  return next + (wallClockMs(ms, timeZone) - ms) - (wallClockMs(next, timeZone) - next);
}

interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(ms: number, timeZone: string): WallClock {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

/** The wall clock read as if it were UTC, to the minute. */
function wallClockMs(ms: number, timeZone: string): number {
  const { year, month, day, hour, minute } = wallClock(ms, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) + (((ms % 60_000) + 60_000) % 60_000);
}

function dayNumber({ year, month, day }: WallClock): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
