import type { Me } from "@milango/core/identity";
import { type Language, writtenLanguages } from "@milango/core/text";
import { setStatus, workshopTitleText } from "@milango/core/workshops";
import { lazy, Suspense, useState } from "react";
import { clockAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { PageTitle } from "../app/page-title.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { ClockPair } from "../ui/clock-pair.tsx";
import { inputClass } from "../ui/field.tsx";
import text from "../ui/text.module.css";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-head.module.css";
import type { AgendaView } from "./agenda-store.ts";
import { useBlockName } from "./block-name.ts";
import { UndoButtons } from "./undo-buttons.tsx";
import { useDate } from "./use-date.ts";
import { YTextArea } from "./y-text-area.tsx";

const VersionsDialog = lazy(() => import("./versions-dialog.tsx"));
const PeopleDialog = lazy(() => import("../members/people-dialog.tsx"));
const StartDialog = lazy(() => import("./start-dialog.tsx"));
const statuses = ["draft", "planned", "done", "cancelled"] as const;

/** The workshop's title in both languages, and when it is on both sides. */
export function AgendaHead({
  view,
  me,
  workshopId,
}: {
  readonly view: AgendaView;
  readonly me: Me;
  readonly workshopId: string;
}) {
  const { tree, timed } = view;
  const t = useText();
  const nameOf = useBlockName();
  const territoryName = useTerritoryName();
  const { locale } = useLocale();
  const { hand, writes, own, other } = useDesk();
  const [starting, setStarting] = useState(false);
  const [looking, setLooking] = useState(false);
  const [gathering, setGathering] = useState(false);
  const title = nameOf(tree.title);
  const others = writtenLanguages(tree.title).filter((code) => code !== locale);
  const second: Language | undefined = others.find((code) => code === me.language) ?? others[0];
  const range = (code: string) => ({
    text: `${clockAt(timed.startsAt, code)} – ${clockAt(timed.endsAt, code)}`,
    territory: { code, name: territoryName(code) },
  });
  const date = useDate()(timed.startsAt, own, timed.endsAt);
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        {writes ? (
          <>
            <PageTitle title={title} className={text.hidden} />
            <YTextArea
              className={styles.field}
              text={workshopTitleText(hand.editing.doc, locale)}
              origin={hand.editing.origin}
              lang={locale}
              maxLength={300}
              aria-label={t("agenda.workshopTitle")}
              placeholder={title}
            />
          </>
        ) : (
          <PageTitle title={title} />
        )}
        {second !== undefined && (
          <p className={text.muted} lang={second}>
            {tree.title[second]}
          </p>
        )}
      </div>
      <div className={styles.when}>
        <p>
          {date}{" "}
          {writes && (
            <button type="button" className={text.link} onClick={() => setStarting(true)}>
              {t("agenda.changeStart")}
            </button>
          )}
        </p>
        <ClockPair doors own={range(own)} other={other === undefined ? undefined : range(other)} />
      </div>
      <div className={styles.actions}>
        {writes && <UndoButtons undo={hand.undo} />}
        {writes && (
          <select
            className={inputClass}
            aria-label={t("agenda.status")}
            value={tree.status}
            onChange={(event) => {
              const status = statuses.find((one) => one === event.target.value);
              if (status !== undefined) setStatus(hand.editing, status);
            }}
          >
            {statuses.map((status) => (
              <option key={status} value={status}>
                {t(`agenda.status.${status}`)}
              </option>
            ))}
          </select>
        )}
        <Button className={styles.people} onClick={() => setGathering(true)}>
          {t("agenda.people")}
        </Button>
        {writes && (
          <Button className={styles.versions} onClick={() => setLooking(true)}>
            {t("agenda.versions")}
          </Button>
        )}
        <Button className={styles.print} onClick={() => window.print()}>
          {t("agenda.print")}
        </Button>
      </div>
      <Suspense fallback={null}>
        {looking && <VersionsDialog view={view} onClose={() => setLooking(false)} />}
        {gathering && <PeopleDialog place={{ in: "workshop", of: workshopId }} onClose={() => setGathering(false)} />}
        {starting && <StartDialog startsAt={tree.startsAt} onClose={() => setStarting(false)} />}
      </Suspense>
    </div>
  );
}
