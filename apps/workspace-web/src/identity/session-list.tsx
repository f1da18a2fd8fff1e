import type { PersonSession } from "@milango/core/identity";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import styles from "./account-page.module.css";
import { deviceOf } from "./device.ts";

/** Every place where one is signed in; each can be ended from here. */
export function SessionList() {
  const t = useText();
  const intl = useIntl();
  const announce = useAnnounce();
  const read = useResource("sessions", (signal) => milango.identity.sessions({ signal }));
  const [failure, setFailure] = useState<unknown>();
  if (read.value === undefined)
    return read.failure === undefined ? <Loading /> : <Failure failure={read.failure} retry={read.reload} />;
  const { items } = read.value;
  const date = (at: string) => intl.formatDate(at, { day: "numeric", month: "long" });
  const nameOf = (session: PersonSession) => deviceOf(session.userAgent) ?? t("account.unknownDevice");
  const end = (act: Promise<void>) =>
    void act.then(() => {
      announce({ title: t("account.ended") });
      read.reload();
    }, setFailure);
  return (
    <>
      <ul className={styles.actors}>
        {items.map((session) => (
          <li key={session.id}>
            <b>{nameOf(session)}</b>
            <span>
              {session.current
                ? t("account.thisDevice")
                : t("account.since", { date: date(session.createdAt), seen: date(session.lastSeenAt) })}
            </span>
            {!session.current && (
              <Button
                look="bare"
                size="small"
                aria-label={t("account.endSessionOf", { device: nameOf(session) })}
                onClick={() => end(milango.identity.endSession(session.id))}
              >
                {t("account.endSession")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      {items.length > 2 && (
        <Button size="small" onClick={() => end(milango.identity.endOtherSessions())}>
          {t("account.endOthers")}
        </Button>
      )}
    </>
  );
}
