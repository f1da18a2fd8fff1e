import type { Proposal } from "@milango/core/actors";
import { useState } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useAnnounce } from "../app/announcer.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Door } from "../ui/door.tsx";
import { Empty } from "../ui/empty.tsx";
import { Field } from "../ui/field.tsx";
import { useSheetWords } from "./field-value.ts";
import styles from "./proposal-queue.module.css";

/** Corrections and claims that wait for one's decision, the newest first. */
export function ProposalQueue() {
  const t = useText();
  const read = useResource("proposals", (signal) =>
    milango.actors.proposals({ state: "open", limit: 100 }, { signal }),
  );
  if (read.value === undefined)
    return read.failure === undefined ? <Loading /> : <Failure failure={read.failure} retry={read.reload} />;
  const items = read.value.items.filter(({ decidable }) => decidable);
  if (items.length === 0) return <Empty title={t("queue.none")}>{t("queue.noneHint")}</Empty>;
  return (
    <ul className={styles.queue}>
      {items.map((proposal) => (
        <ProposalRow key={proposal.id} proposal={proposal} onDecided={read.reload} />
      ))}
    </ul>
  );
}

function ProposalRow({ proposal, onDecided }: { readonly proposal: Proposal; readonly onDecided: () => void }) {
  const t = useText();
  const intl = useIntl();
  const announce = useAnnounce();
  const { label, value } = useSheetWords();
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<unknown>();
  const { actor, by, kind, patch, current, note } = proposal;
  const who = by?.name ?? t("audit.by.person");
  const decide = (decision: "accept" | "decline") => () =>
    void milango.actors
      .decide(proposal.id, reason.trim() === "" ? { decision } : { decision, reason: reason.trim() })
      .then(() => {
        announce({ title: t(decision === "accept" ? "queue.accepted" : "queue.declined"), detail: actor.name });
        onDecided();
      }, setFailure);
  return (
    <li>
      <Door code={actor.territory} size="row" />
      <div className={styles.proposal}>
        <h2>
          <Link href={`/actors/${actor.id}`}>{actor.name}</Link>
        </h2>
        <p>
          {t(`queue.${kind}`, { who })}{" "}
          <time dateTime={proposal.createdAt}>
            {intl.formatDate(proposal.createdAt, { day: "numeric", month: "long" })}
          </time>
          {by?.email !== null && by?.email !== undefined && (
            <>
              {" "}
              <a href={`mailto:${by.email}`}>{by.email}</a>
            </>
          )}
        </p>
        {note !== null && <blockquote>{note}</blockquote>}
        {patch !== null && (
          <dl>
            {Object.entries(patch).map(([field, after]) => (
              <div key={field}>
                <dt>{label(field)}</dt>
                <dd>
                  <del>{value(field, current?.[field])}</del> <ins>{value(field, after)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
        <Field label={t("queue.reason")} problem={failure === undefined ? undefined : problemSentence(failure, t)}>
          <input value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <div className={styles.buttons}>
          <Button look="go" size="small" onClick={decide("accept")}>
            {t("queue.accept")}
          </Button>
          <Button size="small" onClick={decide("decline")}>
            {t("queue.decline")}
          </Button>
        </div>
      </div>
    </li>
  );
}
