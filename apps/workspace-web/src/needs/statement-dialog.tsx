import type { ActorId } from "@milango/core/identity";
import type { Annotation, StatementDraft } from "@milango/core/needs";
import { type Language, languages } from "@milango/core/text";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Door } from "../ui/door.tsx";
import { Field } from "../ui/field.tsx";
import { inAYear } from "./in-a-year.ts";
import styles from "./statement-dialog.module.css";
import { labelIn } from "./statement-text.tsx";
import { isSure, useUnderstood } from "./understood.ts";
import { usePreview } from "./use-preview.ts";

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
  const [answers, setAnswers] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [validUntil, setValidUntil] = useState(inAYear);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const understood = useUnderstood(text, language);
  const isMeant = (one: Annotation) => answers.get(one.concept) ?? isSure(one, understood);
  const concepts = understood.filter(isMeant).map(({ concept }) => concept);
  const found = usePreview(actorId, kind, language, text, concepts);

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
            {understood.map((one) => (
              <li key={one.concept}>
                <label>
                  <input
                    type="checkbox"
                    checked={isMeant(one)}
                    onChange={(event) => setAnswers(new Map(answers).set(one.concept, event.target.checked))}
                  />
                  {labelIn(one.labels, locale) ?? one.concept}
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
        {found.length > 0 && (
          <div className={styles.found} role="status">
            <p>{t(kind === "need" ? "needs.wouldAnswer" : "needs.wouldServe")}</p>
            <ul>
              {found.map(({ partner }) => (
                <li key={partner.id}>
                  <Door code={partner.territory} />
                  {partner.name}
                </li>
              ))}
            </ul>
          </div>
        )}
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
