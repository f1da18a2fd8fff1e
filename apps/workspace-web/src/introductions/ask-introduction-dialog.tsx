import type { Actor } from "@milango/core/actors";
import { useState } from "react";
import { useLocation } from "wouter";
import type { OwnActor } from "../app/acting.tsx";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./introduction-page.module.css";

interface AskIntroductionDialogProps {
  readonly partner: Actor;
  readonly candidates: readonly OwnActor[];
  readonly onClose: () => void;
}

/** Asks to meet an actor, for one of one's own. */
export function AskIntroductionDialog({ partner, candidates, onClose }: AskIntroductionDialogProps) {
  const t = useText();
  const { locale } = useLocale();
  const [, navigate] = useLocation();
  const [actorId, setActorId] = useState(candidates[0]?.id);
  const [message, setMessage] = useState("");
  const [failure, setFailure] = useState<unknown>();

  function ask() {
    if (actorId === undefined) return;
    const words = message.trim();
    milango.introductions
      .ask({ actorId, partnerId: partner.id, ...(words === "" ? {} : { message: { [locale]: words } }) })
      .then((introduction) => navigate(`/introductions/${introduction.id}`), setFailure);
  }

  return (
    <Dialog title={t("introductions.askTitle", { partner: partner.name })} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <Field label={t("introductions.for")}>
          <select
            value={actorId}
            onChange={(event) => setActorId(candidates.find(({ id }) => id === event.target.value)?.id)}
          >
            {candidates.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("introductions.message")} hint={t("introductions.messageHint")}>
          <textarea
            rows={3}
            maxLength={2000}
            lang={locale}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
        </Field>
        {failure !== undefined && (
          <p role="alert" className={styles.problem}>
            {problemSentence(failure, t)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" look="go">
            {t("introductions.ask")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
