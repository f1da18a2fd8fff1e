import { useState } from "react";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./suggestion-card.module.css";

const reasons = ["not-what-we-do", "too-large", "known-already", "other"] as const;

interface DeclineDialogProps {
  readonly partner: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onDecline: (reason: string | undefined) => void;
}

/** A refusal with its reason, which stays private and improves what is proposed next. */
export function DeclineDialog({ partner, busy, onClose, onDecline }: DeclineDialogProps) {
  const t = useText();
  const [reason, setReason] = useState<(typeof reasons)[number]>();
  const [words, setWords] = useState("");
  const given = reason === "other" ? words.trim() || undefined : reason;
  return (
    <Dialog title={t("decline.title")} onClose={onClose}>
      <p>{t("decline.private", { partner })}</p>
      <fieldset className={styles.reasons}>
        <legend>{t("decline.reason")}</legend>
        {reasons.map((one) => (
          <label key={one}>
            <input type="radio" name="reason" checked={reason === one} onChange={() => setReason(one)} />
            {t(`decline.${one}`)}
          </label>
        ))}
      </fieldset>
      {reason === "other" && (
        <Field label={t("decline.words")}>
          <textarea maxLength={1000} rows={2} value={words} onChange={(event) => setWords(event.target.value)} />
        </Field>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button look="go" disabled={busy} onClick={() => onDecline(given)}>
          {t("decline.confirm")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
