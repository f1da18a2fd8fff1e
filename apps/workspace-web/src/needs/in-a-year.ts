/** The day a year from today, as dates are sent: how long a need or an offer holds unless its writer says otherwise. */
export function inAYear(now = Date.now()): string {
  const day = new Date(now);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}
