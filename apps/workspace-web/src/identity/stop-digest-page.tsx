import { useState } from "react";
import { useSearchParams } from "wouter";
import { milango } from "../app/milango.ts";
import { PageTitle } from "../app/page-title.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import shell from "../app/shell.module.css";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import styles from "./sign-in-page.module.css";

/** The last line of a digest leads here: one press, no account needed. */
export default function StopDigestPage() {
  const t = useText();
  const [search] = useSearchParams();
  const [done, setDone] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const stop = () =>
    milango.identity.stopDigest(search.get("token") ?? "").then(() => {
      setFailure(undefined);
      setDone(true);
    }, setFailure);
  return (
    <div className={classes(shell.page, styles.page)}>
      <PageTitle title={t("digest.title")} />
      {done ? (
        <p role="status" className={styles.lead}>
          {t("digest.stopped")}
        </p>
      ) : (
        <>
          <p className={styles.lead}>{t("digest.question")}</p>
          {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
          <div>
            <Button look="go" onClick={() => void stop()}>
              {t("digest.stop")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
