import type { ActorPage } from "@milango/core/actors";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useOwnTerritory } from "../app/acting.tsx";
import { clockAt } from "../app/local-time.ts";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { useResource } from "../app/resource.ts";
import { useMe } from "../app/session.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import { orderTerritories } from "../workshops/own-first.ts";
import styles from "./actor-page.module.css";

/** What joins an actor to others, as far as the reader may see: introductions, and workshops it takes part in. */
export function ActorTies({ actor }: { readonly actor: ActorPage }) {
  const t = useText();
  const intl = useIntl();
  const me = useMe();
  const own = useOwnTerritory() ?? actor.territory;
  const nameOf = useTerritoryName();
  const ties = useResource(me === undefined ? null : `ties ${actor.id}`, async (signal) => {
    const [introductions, workshops] = await Promise.all([
      // Whom an actor meets is its own to see; common workshops are its guests' as well.
      actor.mine ? milango.introductions.list({ actorId: actor.id, limit: 20 }, { signal }) : { items: [] },
      milango.workshops.list({ limit: 100 }, { signal }),
    ]);
    const joined = workshops.items.filter(({ participants }) => participants.some(({ id }) => id === actor.id));
    return { introductions: introductions.items, workshops: joined };
  });
  useNews(["introductions.changed", "workshops.changed"], ties.reload);
  if (ties.value === undefined) return null;
  const { introductions, workshops } = ties.value;
  return (
    <div className={styles.ties}>
      {introductions.length > 0 && (
        <section>
          <h2>{t("actors.introductions")}</h2>
          <ul>
            {introductions.map(({ id, sides, state }) => {
              const [first, second] = sides;
              const other = first.actor.id === actor.id ? second.actor : first.actor;
              return (
                <li key={id}>
                  <Link href={`/introductions/${id}`}>
                    <span className={styles.duo}>
                      <Door code={first.actor.territory} />
                      <svg className={styles.arrow} viewBox="0 0 26 10" aria-hidden="true">
                        <path d="M0 5h23M19 1l4 4-4 4" />
                      </svg>
                      <Door code={second.actor.territory} />
                    </span>
                    <span>
                      <b>{other.name}</b>
                      <span>{t(`introductions.short.${state}`)}</span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {workshops.length > 0 && (
        <section>
          <h2>{t("nav.workshops")}</h2>
          <ul>
            {workshops.map((workshop) => {
              const startsAt = Date.parse(workshop.startsAt);
              const [first = own, second] = orderTerritories(workshop.territories, own);
              const leaf = (code: string) => ({
                text: clockAt(startsAt, code),
                territory: { code, name: nameOf(code) },
              });
              return (
                <li key={workshop.id}>
                  <Link href={`/workshops/${workshop.id}`}>
                    <ClockPair own={leaf(first)} other={second === undefined ? undefined : leaf(second)} />
                    <span>
                      <b>
                        <LocalizedWords text={workshop.title} />
                      </b>
                      <span>{intl.formatDate(startsAt, { dateStyle: "long" })}</span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </div>
  );
}
