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
import { addPasskey, canUsePasskeys, isCancelled } from "./passkey.ts";

/** Devices that sign one in without mail: by finger, face or PIN. */
export function PasskeyList() {
  const t = useText();
  const intl = useIntl();
  const announce = useAnnounce();
  const read = useResource("passkeys", (signal) => milango.identity.passkeys({ signal }));
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  if (read.value === undefined)
    return read.failure === undefined ? <Loading /> : <Failure failure={read.failure} retry={read.reload} />;
  const date = (at: string) => intl.formatDate(at, { day: "numeric", month: "long" });
  const settle = (act: Promise<unknown>, title: string) => {
    setBusy(true);
    setFailure(undefined);
    act
      .then(
        () => {
          announce({ title });
          read.reload();
        },
        (problem: unknown) => !isCancelled(problem) && setFailure(problem),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <p>{t("passkey.hint")}</p>
      <ul className={styles.actors}>
        {read.value.items.map(({ id, label, createdAt, lastUsedAt }) => (
          <li key={id}>
            <b>{label}</b>
            <span>
              {lastUsedAt === null
                ? t("passkey.added", { date: date(createdAt) })
                : t("passkey.used", { date: date(lastUsedAt) })}
            </span>
            <Button
              look="bare"
              size="small"
              aria-label={t("passkey.removeOf", { label })}
              disabled={busy}
              onClick={() => settle(milango.identity.removePasskey(id), t("passkey.removed"))}
            >
              {t("passkey.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      {canUsePasskeys() ? (
        <Button
          size="small"
          disabled={busy}
          onClick={() =>
            settle(addPasskey(deviceOf(navigator.userAgent) ?? t("account.unknownDevice")), t("passkey.done"))
          }
        >
          {t("passkey.add")}
        </Button>
      ) : (
        <p>{t("passkey.unable")}</p>
      )}
    </>
  );
}
