import { useState } from "react";
import { Link } from "wouter";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useSession } from "../app/session.tsx";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import text from "../ui/text.module.css";
import styles from "./sign-in-page.module.css";

/** A link opened from an e-mail: the press of a button opens the session, so that mail scanners do not. */
export function ConfirmLink({ token }: { readonly token: string }) {
  const t = useText();
  const { enter } = useSession();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  return (
    <div className={styles.form}>
      <p className={styles.lead}>{t("signIn.linkLead")}</p>
      {failure !== undefined && (
        <p role="alert" className={styles.problem}>
          {problemSentence(failure, t)}{" "}
          <Link href="/sign-in" className={text.link}>
            {t("signIn.again")}
          </Link>
        </p>
      )}
      <Button
        look="go"
        disabled={busy}
        onClick={() => {
          setBusy(true);
          setFailure(undefined);
          milango.identity.confirm({ token }).then(enter, (problem: unknown) => {
            setBusy(false);
            setFailure(problem);
          });
        }}
      >
        {t("signIn.confirm")}
      </Button>
    </div>
  );
}
