import { localTimes, timeZoneOf } from "@milango/core/workshops";

const minute = 60_000;

/** HH:MM on the clocks of a territory. */
export function clockAt(ms: number, territory: string): string {
  return localTimes(ms, [territory])[0]?.time ?? localTimes(ms, ["MF"])[0]?.time ?? "";
}

/** YYYY-MM-DD on the calendars of a territory. */
export function dateAt(ms: number, territory: string): string {
  return localTimes(ms, [territory])[0]?.date ?? "";
}

/** How far the clocks of a territory stand from UTC at an instant, in minutes. */
function offsetAt(ms: number, territory: string): number {
  const whole = Math.floor(ms / minute) * minute;
  const local = localTimes(whole, [territory])[0];
  return local === undefined ? 0 : (Date.parse(`${local.date}T${local.time}:00Z`) - whole) / minute;
}

/** The instant (epoch ms) at which a territory's calendar and clock show these; nothing when they are not a time. */
export function instantAt(date: string, time: string, territory: string): number | undefined {
  const wall = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wall)) return undefined;
  const guess = wall - offsetAt(wall, territory) * minute;
  // A second look settles the hours around a change of clocks.
  return wall - offsetAt(guess, territory) * minute;
}

/** Hours in common, as instants of one day. */
export interface SharedHours {
  readonly from: number;
  readonly to: number;
  readonly hours: number;
}

/** The part of the working day (08–17 on each side) that two territories share on a date of the first. */
export function sharedHours(date: string, own: string, other: string): SharedHours | undefined {
  const day = (territory: string) => {
    const from = instantAt(date, "08:00", territory);
    const to = instantAt(date, "17:00", territory);
    return from === undefined || to === undefined ? undefined : { from, to };
  };
  const [mine, theirs] = [day(own), day(other)];
  if (mine === undefined || theirs === undefined) return undefined;
  const from = Math.max(mine.from, theirs.from);
  const to = Math.min(mine.to, theirs.to);
  return to > from ? { from, to, hours: (to - from) / (60 * minute) } : undefined;
}

/** Whether the clocks of a territory are known. */
export function hasClock(territory: string): boolean {
  return timeZoneOf(territory) !== undefined;
}
