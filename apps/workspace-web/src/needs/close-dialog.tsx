import { type ClosingReason, closingReasons, type Need, type Offer } from "@milango/core/needs";
import { useState } from "react";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./statement-dialog.module.css";
import { LocalizedWords } from "./statement-text.tsx";

interface CloseDialogProps {
  readonly kind: "need" | "offer";
  readonly statement: Need | Offer;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Ends a need or an offer with what became of it: what was met here is what the network is for. */
export function CloseDialog({ kind, statement, onClose, onDone }: CloseDialogProps) {
  const t = useText();
  const [reason, setReason] = useState<ClosingReason>();
  const [note, setNote] = useState("");
  const [failure, setFailure] = useState<unknown>();
  const words = note.trim();
  return (
    <Dialog title={t(kind === "need" ? "needs.closeNeed" : "needs.closeOffer")} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === undefined) return;
          const closing = words === "" ? { reason } : { reason, note: words };
          (kind === "need"
            ? milango.needs.close((statement as Need).id, closing)
            : milango.offers.close((statement as Offer).id, closing)
          ).then(onDone, setFailure);
        }}
      >
        <blockquote>
          <LocalizedWords text={statement.text} />
        </blockquote>
        <fieldset className={styles.reasons}>
          <legend>{t("needs.why")}</legend>
          {closingReasons.map((each) => (
            <label key={each}>
              <input type="radio" name="reason" checked={reason === each} onChange={() => setReason(each)} />
              {t(`needs.reason.${each}`)}
            </label>
          ))}
        </fieldset>
        <Field label={t("needs.closingNote")}>
          <textarea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <p>{t("needs.withdrawHint")}</p>
        {failure !== undefined && (
          <p role="alert" className={styles.problem}>
            {problemSentence(failure, t)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" look="danger" disabled={reason === undefined}>
            {t("needs.close")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
