import { languages } from "@milango/core/text";
import type { Workshop } from "@milango/core/workshops";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useOwnTerritory } from "../app/acting.tsx";
import { clockAt, dateAt } from "../app/local-time.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import { type LanguageLeaf, LanguageStrip } from "../ui/language-strip.tsx";
import { orderTerritories } from "./own-first.ts";
import styles from "./workshops-page.module.css";

/** One gathering: when on both sides, what, with whom, and how far each language has got. */
export function WorkshopRow({ workshop }: { readonly workshop: Workshop }) {
  const t = useText();
  const intl = useIntl();
  const nameOf = useTerritoryName();
  const [first, second] = orderTerritories(workshop.territories, useOwnTerritory());
  const startsAt = Date.parse(workshop.startsAt);
  const leaf = (code: string) => ({ text: clockAt(startsAt, code), territory: { code, name: nameOf(code) } });
  const date = first === undefined ? workshop.startsAt.slice(0, 10) : dateAt(startsAt, first);
  return (
    <li className={styles.row}>
      <Link href={`/workshops/${workshop.id}`}>
        <span className={styles.when}>
          <span>
            {intl.formatDate(`${date}T12:00:00Z`, {
              weekday: "short",
              day: "numeric",
              month: "short",
              year: "numeric",
              timeZone: "UTC",
            })}
          </span>
          {first !== undefined && (
            <ClockPair doors own={leaf(first)} other={second === undefined ? undefined : leaf(second)} />
          )}
        </span>
        <span className={styles.what}>
          <b>
            <LocalizedWords text={workshop.title} />
          </b>
          <span className={styles.who}>
            {workshop.participants.map((actor) => (
              <span key={actor.id}>
                <Door code={actor.territory} />
                {actor.name}
              </span>
            ))}
          </span>
        </span>
        <span className={styles.meta}>
          <span>{t("workshops.blocks", { count: workshop.blockCount, minutes: workshop.minutes })}</span>
          {workshop.blockCount > 0 && (
            <LanguageStrip label={t("workshops.languages")} leaves={leavesOf(workshop, t, intl)} />
          )}
        </span>
      </Link>
    </li>
  );
}

function leavesOf(workshop: Workshop, t: ReturnType<typeof useText>, intl: ReturnType<typeof useIntl>): LanguageLeaf[] {
  return languages
    .filter((code) => (workshop.completeness[code] ?? 0) > 0 || code === "fr" || code === "es" || code === "en")
    .map((code) => {
      const written = workshop.completeness[code] ?? 0;
      const language = intl.formatDisplayName(code, { type: "language" }) ?? code;
      const label = t("workshops.completeness", { language, written, count: workshop.blockCount });
      if (written >= workshop.blockCount) return { code, state: "written", label };
      if (written === 0) return { code, state: "missing", label };
      return { code, state: "written", note: `${written}/${workshop.blockCount}`, label };
    });
}
