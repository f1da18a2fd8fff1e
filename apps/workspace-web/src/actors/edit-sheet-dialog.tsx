import type { ActorPage } from "@milango/core/actors";
import { type FormEvent, useState } from "react";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import styles from "./actor-page.module.css";
import { readSheet, SheetFields } from "./sheet-fields.tsx";

interface EditSheetDialogProps {
  readonly actor: ActorPage;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** The fields of one's own sheet. Refused when somebody else changed the sheet meanwhile. */
export default function EditSheetDialog({ actor, onClose, onSaved }: EditSheetDialogProps) {
  const t = useText();
  const [failure, setFailure] = useState<unknown>();

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const patch = readSheet(event.currentTarget, actor);
    if (Object.keys(patch).length === 0) return onClose();
    milango.actors.update(actor.id, patch, { revision: actor.revision }).then(onSaved, setFailure);
  }

  return (
    <Dialog wide title={t("actors.editTitle")} onClose={onClose}>
      <form className={styles.form} onSubmit={save}>
        <SheetFields actor={actor} own />
        {failure !== undefined && (
          <p role="alert" className={styles.problem}>
            {problemSentence(failure, t)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" look="go">
            {t("app.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
