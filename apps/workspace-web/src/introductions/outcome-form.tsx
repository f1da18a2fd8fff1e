import type { Introduction, Outcome } from "@milango/core/introductions";
import { useState } from "react";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./introduction-page.module.css";

const results: readonly Outcome[] = ["met", "working-together", "agreement", "no-fit", "no-answer"];

/** What became of the meeting: it teaches the next suggestions and feeds the report. */
export function OutcomeForm({
  introduction,
  onChange,
}: {
  readonly introduction: Introduction;
  readonly onChange: (introduction: Introduction) => void;
}) {
  const t = useText();
  const [result, setResult] = useState<Outcome | undefined>(introduction.outcome?.result);
  const [note, setNote] = useState(introduction.outcome?.note ?? "");
  const [failure, setFailure] = useState<unknown>();
  return (
    <section className={styles.section}>
      <h2>{t("outcome.title")}</h2>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (result === undefined) return;
          const words = note.trim();
          milango.introductions
            .report(introduction.id, words === "" ? { result } : { result, note: words })
            .then(onChange, setFailure);
        }}
      >
        <fieldset className={styles.results}>
          <legend>{t("outcome.question")}</legend>
          {results.map((one) => (
            <label key={one}>
              <input type="radio" name="result" checked={result === one} onChange={() => setResult(one)} />
              {t(`outcome.${one}`)}
            </label>
          ))}
        </fieldset>
        <Field label={t("outcome.note")}>
          <textarea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {failure !== undefined && (
          <p role="alert" className={styles.problem}>
            {problemSentence(failure, t)}
          </p>
        )}
        <div>
          <Button type="submit" disabled={result === undefined}>
            {t("outcome.save")}
          </Button>
        </div>
      </form>
    </section>
  );
}
