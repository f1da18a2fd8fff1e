import { clockAt, dateAt, instantAt, sharedHours } from "../app/local-time.ts";
import { useNow } from "../app/now.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import styles from "./hours-strip.module.css";

const hour = 3_600_000;

/** Two working days (08–17) on two rulers, and the hours they share, as the clocks stand today. */
export function HoursStrip({ own, other }: { readonly own: string; readonly other: string }) {
  const t = useText();
  const nameOf = useTerritoryName();
  const today = dateAt(useNow(), own);
  const shared = sharedHours(today, own, other);
  const day = (territory: string) => {
    const from = instantAt(today, "08:00", territory) ?? 0;
    return { territory, from, to: from + 9 * hour };
  };
  const days = [day(own), day(other)];
  const start = Math.min(...days.map(({ from }) => from));
  const end = start + Math.ceil((Math.max(...days.map(({ to }) => to)) - start) / (2 * hour)) * 2 * hour;
  const place = (ms: number) => `${((ms - start) / (end - start)) * 100}%`;
  const ticks = Array.from({ length: (end - start) / (2 * hour) + 1 }, (_, index) => start + index * 2 * hour);
  const range = (territory: string) =>
    shared === undefined ? "" : `${clockAt(shared.from, territory)}–${clockAt(shared.to, territory)}`;

  return (
    <section className={styles.hours}>
      <h3>{t("hours.title", { hours: shared?.hours ?? 0 })}</h3>
      {shared !== undefined && (
        <ClockPair
          doors
          own={{ text: range(own), territory: { code: own, name: nameOf(own) } }}
          other={{ text: range(other), territory: { code: other, name: nameOf(other) } }}
        />
      )}
      <div className={styles.strip} aria-hidden="true">
        {days.map(({ territory, from, to }, index) => (
          <div
            key={index === 0 ? "own" : "other"}
            className={styles.side}
            data-side={index === 0 ? "own" : "other"}
            data-territory={territory}
          >
            <span className={styles.door}>
              <Door code={territory} />
            </span>
            <div className={styles.ticks}>
              {ticks.map((tick) => (
                <time key={tick} style={{ left: place(tick) }}>
                  {clockAt(tick, territory).slice(0, 2)}
                </time>
              ))}
            </div>
            <div className={styles.ruler}>
              <span style={{ left: place(from), right: `calc(100% - ${place(to)})` }} />
            </div>
          </div>
        ))}
        {shared !== undefined && (
          <div className={styles.light}>
            <span style={{ left: place(shared.from), right: `calc(100% - ${place(shared.to)})` }}>
              {t("hours.short", { hours: shared.hours })}
            </span>
          </div>
        )}
      </div>
      <p>{t(shared === undefined ? "hours.none" : "hours.then")}</p>
    </section>
  );
}
