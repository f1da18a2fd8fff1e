import type { Invitation } from "@milango/core/members";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import styles from "./place-people.module.css";
import { useRoleName } from "./role-name.ts";

interface PendingInvitationsProps {
  readonly invitations: readonly Invitation[];
  readonly onChange: () => void;
}

/** Doors that stand open: mails not answered yet, links still good. */
export function PendingInvitations({ invitations, onChange }: PendingInvitationsProps) {
  const t = useText();
  const intl = useIntl();
  const announce = useAnnounce();
  const roleName = useRoleName();
  const [failure, setFailure] = useState<unknown>();
  const revoke = (id: string) =>
    milango.members.revoke(id).then(() => {
      announce({ title: t("members.revoked") });
      onChange();
    }, setFailure);
  return (
    <section className={styles.form}>
      <h3>{t("members.pending")}</h3>
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      <ul className={styles.list}>
        {invitations.map((each) => {
          const name = each.email ?? t("members.aLink");
          const until = intl.formatDate(each.expiresAt, { day: "numeric", month: "long" });
          return (
            <li key={each.id} className={styles.member}>
              <span className={styles.who}>
                <b>{name}</b>
                <span>
                  {[
                    roleName(each.role.role),
                    each.email === null ? t("members.uses", { count: each.uses }) : undefined,
                    t("members.until", { date: until }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <Button
                look="bare"
                size="small"
                aria-label={t("members.revokeOf", { name })}
                onClick={() => void revoke(each.id)}
              >
                {t("members.revoke")}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
