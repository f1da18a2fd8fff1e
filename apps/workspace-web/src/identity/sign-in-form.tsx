import { useState } from "react";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useSession } from "../app/session.tsx";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./sign-in-page.module.css";

/** The address first; then the six digits that arrived there. */
export function SignInForm() {
  const t = useText();
  const { locale } = useLocale();
  const { enter } = useSession();
  const [email, setEmail] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<"address" | "code">("address");
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const problem = failure === undefined ? undefined : problemSentence(failure, t);

  async function attempt(act: () => Promise<unknown>) {
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
    } catch (reason) {
      setFailure(reason);
    } finally {
      setBusy(false);
    }
  }
  const ask = () =>
    attempt(async () => {
      await milango.identity.signIn({ email, language: locale });
      setStep("code");
    });

  if (step === "address") {
    return (
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <Field label={t("signIn.email")} problem={problem}>
          <input
            type="email"
            required
            autoComplete="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Button type="submit" look="go" disabled={busy}>
          {t("signIn.send")}
        </Button>
      </form>
    );
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => enter(await milango.identity.confirm({ email, code })));
      }}
    >
      <p className={styles.inbox} role="status">
        {t("signIn.inbox", { email })}
      </p>
      <div className={styles.code}>
        <Field label={t("signIn.code")} hint={t("signIn.codeHint")} problem={problem}>
          <input
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            maxLength={6}
            required
            // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field.
            autoFocus
            value={code}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, ""))}
          />
        </Field>
      </div>
      <Button type="submit" look="go" disabled={busy}>
        {t("signIn.confirm")}
      </Button>
      <Button look="bare" disabled={busy} onClick={() => setStep("address")}>
        {t("signIn.otherAddress")}
      </Button>
    </form>
  );
}
