import { dateAt, instantAt, sharedHours } from "../app/local-time.ts";

const day = 86_400_000;
const halfHour = 1_800_000;
/** Where in the shared hours each slot starts: one early, one in the middle, one late. */
const parts = [0.15, 0.45, 0.7];

/**
 * Three starts (epoch ms) on three working days from a week on, inside the hours both sides work; fewer when the
 * two share none.
 */
export function suggestSlots(now: number, own: string, other: string): number[] {
  const slots: number[] = [];
  for (let ahead = 7; slots.length < parts.length && ahead < 21; ahead++) {
    const date = dateAt(now + ahead * day, own);
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const shared = sharedHours(date, own, other);
    const part = parts[slots.length];
    if (shared === undefined || part === undefined || instantAt(date, "08:00", own) === undefined) continue;
    slots.push(shared.from + Math.floor(((shared.to - shared.from) * part) / halfHour) * halfHour);
  }
  return slots;
}
