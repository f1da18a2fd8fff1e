import type { AuditEntry } from "@milango/core/members";
import { useState } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { Failure, Loading } from "../app/failure.tsx";
import { Spoken } from "../app/locale.tsx";
import type { MessagePart } from "../app/messages.ts";
import { milango } from "../app/milango.ts";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { useActSentence } from "./act-sentence.ts";
import styles from "./audit-log.module.css";

const words: readonly MessagePart[] = ["members"];
const page = 30;

interface AuditLogProps {
  readonly territory?: string | undefined;
  readonly mine?: boolean;
}

/** Who did what, newest first, in sentences. */
export function AuditLog(props: AuditLogProps) {
  return (
    <Spoken parts={words}>
      <Lines {...props} />
    </Spoken>
  );
}

function Lines({ territory, mine = false }: AuditLogProps) {
  const t = useText();
  const intl = useIntl();
  const sentence = useActSentence();
  const [older, setOlder] = useState<{ items: readonly AuditEntry[]; next: string | null }>();
  const asked = { ...(territory === undefined ? {} : { territory }), ...(mine ? { mine } : {}), limit: page };
  const read = useResource(`audit ${territory ?? ""} ${mine}`, (signal) => milango.members.audit(asked, { signal }));
  if (read.value === undefined)
    return read.failure === undefined ? <Loading /> : <Failure failure={read.failure} retry={read.reload} />;
  const items = [...read.value.items, ...(older?.items ?? [])];
  const next = older === undefined ? read.value.nextCursor : older.next;
  if (items.length === 0) return <p>{t("audit.none")}</p>;
  return (
    <>
      <ol className={styles.log}>
        {items.map((entry) => (
          <li key={entry.id}>
            <time dateTime={entry.at}>
              {intl.formatDate(entry.at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })}
            </time>
            <span>
              {!mine && <b>{entry.by.name ?? t(`audit.by.${entry.by.kind}`)}</b>} {sentence(entry)}
              {entry.about !== null && entry.about.name !== null && (
                <>
                  {" "}
                  <About about={entry.about} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {next !== null && (
        <Button
          size="small"
          onClick={() =>
            void milango.members
              .audit({ ...asked, cursor: next })
              .then((more) => setOlder({ items: [...(older?.items ?? []), ...more.items], next: more.nextCursor }))
          }
        >
          {t("audit.more")}
        </Button>
      )}
    </>
  );
}

function About({ about }: { readonly about: NonNullable<AuditEntry["about"]> }) {
  if (about.kind === "actor") return <Link href={`/actors/${about.id}`}>{about.name}</Link>;
  if (about.kind === "workshop") return <Link href={`/workshops/${about.id}`}>{about.name}</Link>;
  return <i>{about.name}</i>;
}
