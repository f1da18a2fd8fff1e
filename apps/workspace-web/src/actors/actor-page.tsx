import { type ActorPage as Actor, sectorOf } from "@milango/core/actors";
import type { ActorId } from "@milango/core/identity";
import { lazy, Suspense, useState } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useOwnTerritory } from "../app/acting.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { clockAt, hasClock } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { useNow } from "../app/now.ts";
import { PageTitle } from "../app/page-title.tsx";
import { useResource } from "../app/resource.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { Button } from "../ui/button.tsx";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import { useActorLine } from "./actor-line.ts";
import styles from "./actor-page.module.css";
import { ActorTies } from "./actor-ties.tsx";
import { ContactsDoor } from "./contacts-door.tsx";
import { SheetRecord } from "./sheet-record.tsx";
import { StatementColumn } from "./statement-column.tsx";

const EditSheetDialog = lazy(() => import("./edit-sheet-dialog.tsx"));
const PeopleDialog = lazy(() => import("../members/people-dialog.tsx"));

/** One actor: what they offer and what they need on two leaves of one hinge, and the door to their contacts. */
export default function ActorPage({ id }: { readonly id: string }) {
  const actorId = id as ActorId;
  const actor = useResource(`actor ${id}`, (signal) => milango.actors.get(actorId, { signal }));
  useNews(
    [
      "actors.changed",
      "needs.published",
      "needs.withdrawn",
      "offers.published",
      "offers.withdrawn",
      "introductions.changed",
    ],
    (event) => {
      const touched = "actorIds" in event.body ? event.body.actorIds.includes(actorId) : event.body.actorId === actorId;
      if (touched) actor.reload();
    },
  );
  if (actor.value !== undefined) return <Sheet actor={actor.value} reload={actor.reload} />;
  return actor.failure === undefined ? <Loading /> : <Failure failure={actor.failure} retry={actor.reload} />;
}

function Sheet({ actor, reload }: { readonly actor: Actor; readonly reload: () => void }) {
  const t = useText();
  const [editing, setEditing] = useState(false);
  const [gathering, setGathering] = useState(false);
  return (
    <div className={styles.actor}>
      <Head actor={actor} onEdit={() => setEditing(true)} onPeople={() => setGathering(true)} />
      <div className={styles.body}>
        <section className={styles.leaves} aria-label={t("actors.leaves")}>
          <StatementColumn kind="offer" actor={actor} onChange={reload} />
          <span className={styles.hinge} aria-hidden="true" />
          <StatementColumn kind="need" actor={actor} onChange={reload} />
        </section>
        <div className={styles.side}>
          <ContactsDoor actor={actor} onChange={reload} />
          <SheetRecord actor={actor} onChange={reload} />
        </div>
        <ActorTies actor={actor} />
        {actor.description !== undefined && (
          <section className={styles.about}>
            <h2>{t("actors.about")}</h2>
            <p>
              <LocalizedWords text={actor.description} />
            </p>
          </section>
        )}
      </div>
      {gathering && (
        <Suspense fallback={null}>
          <PeopleDialog place={{ in: "actor", of: actor.id }} onClose={() => setGathering(false)} />
        </Suspense>
      )}
      {editing && (
        <Suspense fallback={null}>
          <EditSheetDialog
            actor={actor}
            onClose={() => setEditing(false)}
            onSaved={() => {
              setEditing(false);
              reload();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

interface HeadProps {
  readonly actor: Actor;
  readonly onEdit: () => void;
  readonly onPeople: () => void;
}

function Head({ actor, onEdit, onPeople }: HeadProps) {
  const t = useText();
  const intl = useIntl();
  const line = useActorLine();
  const nameOf = useTerritoryName();
  const { locale } = useLocale();
  const own = useOwnTerritory();
  const now = useNow();
  const away = own !== undefined && own !== actor.territory;
  const there = { text: t(away ? "actors.there" : "actors.here", { clock: clockAt(now, actor.territory) }) };
  const here = away ? { text: t("actors.here", { clock: clockAt(now, own) }) } : undefined;
  const spoken = intl.formatList(
    actor.languages.map((code) => intl.formatDisplayName(code, { type: "language" }) ?? code),
  );
  const branches = actor.sectors.map((id) => sectorOf(id)?.names[locale] ?? id);
  return (
    <header className={styles.head}>
      <Door code={actor.territory} size="hero" />
      <div>
        <p className={styles.crumb}>
          <Link href="/directory">{t("nav.directory")}</Link>
        </p>
        <PageTitle title={actor.name} />
        <p className={styles.line}>
          {line(actor, { withTerritory: false })}, {nameOf(actor.territory)} ({actor.territory})
          {branches.length > 0 && `. ${intl.formatList(branches)}`}
        </p>
        <p className={styles.now}>
          {hasClock(actor.territory) &&
            (here === undefined ? (
              <ClockPair own={there} size="text" />
            ) : (
              <ClockPair own={here} other={there} size="text" />
            ))}
          <span>{t("actors.speaks", { languages: spoken })}</span>
          {actor.website !== null && (
            <a href={actor.website} rel="noreferrer">
              {new URL(actor.website).hostname}
            </a>
          )}
          {actor.links.map(({ url }) => (
            <a key={url} href={url} rel="noreferrer">
              {new URL(url).hostname.replace(/^www\./, "")}
            </a>
          ))}
          {actor.sdgs.length > 0 && <span>{t("actors.sdgs", { goals: intl.formatList(actor.sdgs.map(String)) })}</span>}
        </p>
        {actor.mine && (
          <p className={styles.edit}>
            <Button size="small" onClick={onEdit}>
              {t("actors.edit")}
            </Button>
            <Button size="small" onClick={onPeople}>
              {t("actors.members")}
            </Button>
          </p>
        )}
      </div>
    </header>
  );
}
