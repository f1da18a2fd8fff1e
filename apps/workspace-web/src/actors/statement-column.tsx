import type { ActorPage } from "@milango/core/actors";
import type { Need, Offer } from "@milango/core/needs";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { StatementDialog } from "../needs/statement-dialog.tsx";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./actor-page.module.css";

const soon = 21 * 86_400_000;

/** One leaf of an actor's page: everything they offer, or everything they need. */
export function StatementColumn({
  kind,
  actor,
  onChange,
}: {
  readonly kind: "need" | "offer";
  readonly actor: ActorPage;
  readonly onChange: () => void;
}) {
  const t = useText();
  const announce = useAnnounce();
  const [publishing, setPublishing] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Need | Offer>();
  const statements: readonly (Need | Offer)[] = kind === "need" ? actor.needs : actor.offers;
  return (
    <div className={styles.column}>
      <h2>{t(kind === "need" ? "actors.needs" : "actors.offers")}</h2>
      {statements.length === 0 && (
        <p className={styles.meta}>{t(kind === "need" ? "actors.noNeed" : "actors.noOffer")}</p>
      )}
      <ul>
        {statements.map((statement) => (
          <li key={statement.id}>
            <blockquote>
              <LocalizedWords text={statement.text} />
            </blockquote>
            <Validity statement={statement} />
            {actor.mine && (
              <button type="button" className={text.link} onClick={() => setWithdrawing(statement)}>
                {t("needs.withdraw")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {actor.mine && (
        <Button size="small" onClick={() => setPublishing(true)}>
          {t(kind === "need" ? "needs.publishNeed" : "needs.publishOffer")}
        </Button>
      )}
      {publishing && (
        <StatementDialog
          actorId={actor.id}
          kind={kind}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            setPublishing(false);
            announce({ title: t(kind === "need" ? "needs.publishedNeed" : "needs.publishedOffer") });
            onChange();
          }}
        />
      )}
      {withdrawing !== undefined && (
        <WithdrawDialog
          kind={kind}
          statement={withdrawing}
          onClose={() => setWithdrawing(undefined)}
          onDone={() => {
            setWithdrawing(undefined);
            announce({ title: t("needs.withdrawn") });
            onChange();
          }}
        />
      )}
    </div>
  );
}

function Validity({ statement }: { readonly statement: Need | Offer }) {
  const t = useText();
  const intl = useIntl();
  const until = statement.validUntil;
  if (until === null) return null;
  const date = intl.formatDate(until, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  if (Date.parse(until) - Date.now() > soon) return <p className={styles.meta}>{t("needs.validUntil", { date })}</p>;
  return (
    <p className={styles.meta}>
      <span className={styles.flag}>{t("needs.toConfirm")}</span> {t("needs.expires", { date })}
    </p>
  );
}

interface WithdrawProps {
  readonly kind: "need" | "offer";
  readonly statement: Need | Offer;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function WithdrawDialog({ kind, statement, onClose, onDone }: WithdrawProps) {
  const t = useText();
  const [failure, setFailure] = useState<unknown>();
  const withdraw = () =>
    (kind === "need"
      ? milango.needs.withdraw((statement as Need).id)
      : milango.offers.withdraw((statement as Offer).id)
    ).then(onDone, setFailure);
  return (
    <Dialog title={t(kind === "need" ? "needs.withdrawNeed" : "needs.withdrawOffer")} onClose={onClose}>
      <blockquote>
        <LocalizedWords text={statement.text} />
      </blockquote>
      <p>{t("needs.withdrawHint")}</p>
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      <DialogActions>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button look="danger" onClick={() => void withdraw()}>
          {t("needs.withdraw")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
