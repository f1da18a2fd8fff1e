import type { ActorPage } from "@milango/core/actors";
import { lazy, Suspense, useState } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useMe } from "../app/session.tsx";
import { useText } from "../app/text.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { useSheetWords } from "./field-value.ts";
import styles from "./sheet-record.module.css";
import { useSourceName } from "./source-name.ts";

const CorrectDialog = lazy(() => import("./correct-dialog.tsx"));
const ClaimDialog = lazy(() => import("./claim-dialog.tsx"));
const HistoryDialog = lazy(() => import("./history-dialog.tsx"));

const year = 365 * 86_400_000;
type Open = "correct" | "claim" | "history";

/** How sure one can be of a sheet: when it was last said to be right, where each field comes from, and how to mend it. */
export function SheetRecord({ actor, onChange }: { readonly actor: ActorPage; readonly onChange: () => void }) {
  const t = useText();
  const intl = useIntl();
  const me = useMe();
  const announce = useAnnounce();
  const [open, setOpen] = useState<Open>();
  const [failure, setFailure] = useState<unknown>();
  const day = (at: string) => intl.formatDate(at, { day: "numeric", month: "long", year: "numeric" });
  const old = actor.verifiedAt === null || Date.now() - Date.parse(actor.verifiedAt) > year;
  const verify = () =>
    milango.actors.verify(actor.id).then(() => {
      announce({ title: t("record.verifiedNow") });
      onChange();
    }, setFailure);
  const close = () => setOpen(undefined);
  const sent = () => {
    close();
    onChange();
  };
  return (
    <section className={styles.record} aria-label={t("record.title")}>
      <h2>{t("record.title")}</h2>
      <p data-old={old}>
        {actor.verifiedAt === null
          ? t("record.never")
          : t(old ? "record.toRecheck" : "record.verified", { date: day(actor.verifiedAt) })}
      </p>
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      <div className={styles.buttons}>
        {actor.mine ? (
          <>
            <Button size="small" onClick={() => void verify()}>
              {t("record.verify")}
            </Button>
            <Button look="bare" size="small" onClick={() => setOpen("history")}>
              {t("record.history")}
            </Button>
          </>
        ) : me === undefined ? (
          <Link
            href={`/sign-in?next=${encodeURIComponent(`/actors/${actor.id}`)}`}
            className={buttonClass({ size: "small" })}
          >
            {t("record.signIn")}
          </Link>
        ) : me.guest ? null : (
          <>
            {actor.proposed.includes("correction") && <p className={styles.waits}>{t("record.correctionWaits")}</p>}
            {actor.proposed.includes("claim") ? (
              <p className={styles.waits}>{t("record.claimWaits")}</p>
            ) : (
              <Button size="small" onClick={() => setOpen("claim")}>
                {t("record.claim")}
              </Button>
            )}
            <Button size="small" onClick={() => setOpen("correct")}>
              {t("record.correct")}
            </Button>
          </>
        )}
      </div>
      <Sources actor={actor} />
      <Suspense fallback={null}>
        {open === "correct" && <CorrectDialog actor={actor} onClose={close} onSent={sent} />}
        {open === "claim" && <ClaimDialog actor={actor} onClose={close} onSent={sent} />}
        {open === "history" && <HistoryDialog actor={actor} onClose={close} />}
      </Suspense>
    </section>
  );
}

function Sources({ actor }: { readonly actor: ActorPage }) {
  const t = useText();
  const intl = useIntl();
  const { label } = useSheetWords();
  const sourceName = useSourceName();
  const fields = Object.entries(actor.provenance);
  if (fields.length === 0) return null;
  return (
    <details className={styles.sources}>
      <summary>{t("record.sources")}</summary>
      <dl>
        {fields.map(([field, { source, at }]) => (
          <div key={field}>
            <dt>{label(field)}</dt>
            <dd>
              {sourceName(source)}, {intl.formatDate(at, { day: "numeric", month: "short", year: "numeric" })}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
