import type { ActorPage } from "@milango/core/actors";
import type { ActorId } from "@milango/core/identity";
import type { Need, Offer } from "@milango/core/needs";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { CloseDialog } from "../needs/close-dialog.tsx";
import { inAYear } from "../needs/in-a-year.ts";
import { StatementDialog } from "../needs/statement-dialog.tsx";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { Button } from "../ui/button.tsx";
import text from "../ui/text.module.css";
import styles from "./actor-page.module.css";

const soon = 21 * 86_400_000;
type Kind = "need" | "offer";

/** One leaf of an actor's page: everything they offer, or everything they need; for their own, what has expired too. */
export function StatementColumn({
  kind,
  actor,
  onChange,
}: {
  readonly kind: Kind;
  readonly actor: ActorPage;
  readonly onChange: () => void;
}) {
  const t = useText();
  const announce = useAnnounce();
  const [publishing, setPublishing] = useState(false);
  const statements: readonly (Need | Offer)[] = kind === "need" ? actor.needs : actor.offers;
  const expired = useResource<readonly (Need | Offer)[]>(actor.mine ? `expired ${kind} ${actor.id}` : null, (signal) =>
    readExpired(kind, actor.id, signal),
  );
  const changed = () => {
    expired.reload();
    onChange();
  };
  const lapsed = expired.value ?? [];
  return (
    <div className={styles.column}>
      <h2>{t(kind === "need" ? "actors.needs" : "actors.offers")}</h2>
      {statements.length === 0 && (
        <p className={styles.meta}>{t(kind === "need" ? "actors.noNeed" : "actors.noOffer")}</p>
      )}
      <ul>
        {statements.map((statement) => (
          <StatementRow key={statement.id} kind={kind} statement={statement} mine={actor.mine} onChange={changed} />
        ))}
      </ul>
      {lapsed.length > 0 && (
        <>
          <h3 className={styles.lapsed}>{t("needs.lapsed")}</h3>
          <ul>
            {lapsed.map((statement) => (
              <StatementRow key={statement.id} kind={kind} statement={statement} mine onChange={changed} />
            ))}
          </ul>
        </>
      )}
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
    </div>
  );
}

async function readExpired(kind: Kind, actorId: ActorId, signal: AbortSignal): Promise<readonly (Need | Offer)[]> {
  const asked = { actorId, state: "expired" } as const;
  const page = await (kind === "need" ? milango.needs.list(asked, { signal }) : milango.offers.list(asked, { signal }));
  return page.items;
}

interface RowProps {
  readonly kind: Kind;
  readonly statement: Need | Offer;
  readonly mine: boolean;
  readonly onChange: () => void;
}

function StatementRow({ kind, statement, mine, onChange }: RowProps) {
  const t = useText();
  const intl = useIntl();
  const announce = useAnnounce();
  const [closing, setClosing] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const ends = statement.validUntil;
  const renewable = ends !== null && (statement.state === "expired" || Date.parse(ends) - Date.now() < soon);
  const renew = () => {
    const until = inAYear();
    const date = intl.formatDate(until, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    (kind === "need"
      ? milango.needs.renew((statement as Need).id, until)
      : milango.offers.renew((statement as Offer).id, until)
    ).then(() => {
      announce({ title: t("needs.renewed", { date }) });
      onChange();
    }, setFailure);
  };
  return (
    <li>
      <blockquote>
        <LocalizedWords text={statement.text} />
      </blockquote>
      <Validity statement={statement} />
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      {mine && (
        <p className={styles.acts}>
          {renewable && (
            <button type="button" className={text.link} onClick={renew}>
              {t("needs.renew")}
            </button>
          )}
          <button type="button" className={text.link} onClick={() => setClosing(true)}>
            {t("needs.close")}
          </button>
        </p>
      )}
      {closing && (
        <CloseDialog
          kind={kind}
          statement={statement}
          onClose={() => setClosing(false)}
          onDone={() => {
            setClosing(false);
            announce({ title: t("needs.closed") });
            onChange();
          }}
        />
      )}
    </li>
  );
}

function Validity({ statement }: { readonly statement: Need | Offer }) {
  const t = useText();
  const intl = useIntl();
  const until = statement.validUntil;
  if (until === null) return null;
  const date = intl.formatDate(until, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  if (statement.state === "expired")
    return (
      <p className={styles.meta}>
        <span className={styles.flag}>{t("needs.toConfirm")}</span> {t("needs.expired", { date })}
      </p>
    );
  if (Date.parse(until) - Date.now() > soon) return <p className={styles.meta}>{t("needs.validUntil", { date })}</p>;
  return (
    <p className={styles.meta}>
      <span className={styles.flag}>{t("needs.toConfirm")}</span> {t("needs.expires", { date })}
    </p>
  );
}
