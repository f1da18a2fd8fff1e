import type { ActorId } from "@milango/core/identity";
import type { StatementDraft } from "@milango/core/needs";
import { type Language, languages } from "@milango/core/text";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./statement-dialog.module.css";
import { labelIn } from "./statement-text.tsx";
import { useUnderstood } from "./understood.ts";

interface StatementDialogProps {
  readonly actorId: ActorId;
  readonly kind: "need" | "offer";
  readonly onClose: () => void;
  readonly onPublished: () => void;
}

/** Publishes a need or an offer: one's own words, then the concepts that were read in them, to be confirmed. */
export function StatementDialog({ actorId, kind, onClose, onPublished }: StatementDialogProps) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const [language, setLanguage] = useState<Language>(locale);
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const [validUntil, setValidUntil] = useState("");
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const understood = useUnderstood(text, language);
  const concepts = understood.map(({ concept }) => concept).filter((concept) => !refused.has(concept));

  async function publish() {
    setBusy(true);
    setFailure(undefined);
    const draft: StatementDraft = {
      text: { [language]: text.trim() },
      concepts,
      ...(validUntil === "" ? {} : { validUntil }),
    };
    try {
      await (kind === "need" ? milango.needs : milango.offers).publish(actorId, draft);
      onPublished();
    } catch (problem) {
      setFailure(problem);
      setBusy(false);
    }
  }

  return (
    <Dialog title={t(kind === "need" ? "needs.publishNeed" : "needs.publishOffer")} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        <Field label={t("needs.language")}>
          <select
            value={language}
            onChange={(event) => setLanguage(languages.find((one) => one === event.target.value) ?? locale)}
          >
            {languages.map((one) => (
              <option key={one} value={one}>
                {intl.formatDisplayName(one, { type: "language" })}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t(kind === "need" ? "needs.textNeed" : "needs.textOffer")} hint={t("needs.textHint")}>
          <textarea
            lang={language}
            required
            maxLength={2000}
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <fieldset className={styles.concepts}>
          <legend>{t("needs.understood")}</legend>
          {understood.length === 0 && <p>{t("needs.nothingUnderstood")}</p>}
          <ul>
            {understood.map(({ concept, labels }) => (
              <li key={concept}>
                <label>
                  <input
                    type="checkbox"
                    checked={!refused.has(concept)}
                    onChange={(event) => {
                      const next = new Set(refused);
                      if (event.target.checked) next.delete(concept);
                      else next.add(concept);
                      setRefused(next);
                    }}
                  />
                  {labelIn(labels, locale) ?? concept}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <Field label={t("needs.until")} hint={t("needs.untilHint")}>
          <input
            type="date"
            value={validUntil}
            min={new Date().toISOString().slice(0, 10)}
            onChange={(event) => setValidUntil(event.target.value)}
          />
        </Field>
        {failure !== undefined && (
          <p role="alert" className={styles.problem}>
            {problemSentence(failure, t)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" look="go" disabled={busy || text.trim() === ""}>
            {t("needs.publish")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
