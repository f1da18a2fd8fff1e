import type { ActorPage } from "@milango/core/actors";
import { useState } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./actor-page.module.css";

interface ClaimDialogProps {
  readonly actor: ActorPage;
  readonly onClose: () => void;
  readonly onSent: () => void;
}

/** Asks to speak for an actor: those who do already, or who animate the territory, decide. */
export default function ClaimDialog({ actor, onClose, onSent }: ClaimDialogProps) {
  const t = useText();
  const announce = useAnnounce();
  const [note, setNote] = useState("");
  const [failure, setFailure] = useState<unknown>();
  return (
    <Dialog title={t("claim.title", { name: actor.name })} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          milango.actors.claim(actor.id, { note: note.trim() }).then(() => {
            announce({ title: t("claim.sent"), detail: t("claim.sentHint") });
            onSent();
          }, setFailure);
        }}
      >
        <Field
          label={t("claim.note")}
          hint={t(actor.represented ? "claim.hintHouse" : "claim.hintNetwork")}
          problem={failure === undefined ? undefined : problemSentence(failure, t)}
        >
          <textarea rows={3} required maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" look="go" disabled={note.trim() === ""}>
            {t("claim.send")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
