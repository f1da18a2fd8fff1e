import type { ActorPage } from "@milango/core/actors";
import { type FormEvent, useState } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./actor-page.module.css";
import { readSheet, SheetFields } from "./sheet-fields.tsx";

interface CorrectDialogProps {
  readonly actor: ActorPage;
  readonly onClose: () => void;
  readonly onSent: () => void;
}

/** Somebody else's sheet with what one knows better; those who act for it decide. */
export default function CorrectDialog({ actor, onClose, onSent }: CorrectDialogProps) {
  const t = useText();
  const announce = useAnnounce();
  const [failure, setFailure] = useState<unknown>();
  const [empty, setEmpty] = useState(false);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const patch = readSheet(event.currentTarget, actor);
    const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
    const draft = { ...(Object.keys(patch).length === 0 ? {} : { patch }), ...(note === "" ? {} : { note }) };
    setEmpty(Object.keys(draft).length === 0);
    if (Object.keys(draft).length === 0) return;
    milango.actors.correct(actor.id, draft).then(() => {
      announce({ title: t("correct.sent"), detail: t("correct.sentHint") });
      onSent();
    }, setFailure);
  }

  return (
    <Dialog wide title={t("correct.title", { name: actor.name })} onClose={onClose}>
      <p>{t("correct.hint")}</p>
      <form className={styles.form} onSubmit={send}>
        <SheetFields actor={actor} own={false} />
        <Field label={t("correct.note")} problem={empty ? t("correct.nothing") : undefined}>
          <textarea name="note" rows={2} maxLength={1000} />
        </Field>
        {failure !== undefined && (
          <p role="alert" className={styles.problem}>
            {problemSentence(failure, t)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" look="go">
            {t("correct.send")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
