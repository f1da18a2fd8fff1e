import { useIntl } from "react-intl";
import { dateAt } from "../app/local-time.ts";

/** Says the day of an instant in full, as the calendars of a territory have it; or from which day to which. */
export function useDate(): (ms: number, territory: string, until?: number) => string {
  const intl = useIntl();
  return (ms, territory, until = ms) => {
    const [from, to] = [ms, until].map((at) => `${dateAt(at, territory)}T12:00:00Z`) as [string, string];
    const format = { dateStyle: "full", timeZone: "UTC" } as const;
    return from === to
      ? intl.formatDate(from, format)
      : intl.formatDateTimeRange(Date.parse(from), Date.parse(to), format);
  };
}
