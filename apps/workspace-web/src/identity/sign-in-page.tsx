import type { Persona } from "@milango/sdk";
import { useEffect, useState } from "react";
import { Redirect, useSearchParams } from "wouter";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { PageTitle } from "../app/page-title.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useSession } from "../app/session.tsx";
import shell from "../app/shell.module.css";
import { useText } from "../app/text.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { ConfirmLink } from "./confirm-link.tsx";
import { canUsePasskeys, enterByPasskey, isCancelled } from "./passkey.ts";
import { Personas } from "./personas.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import styles from "./sign-in-page.module.css";

/** The ways in: a link from an e-mail, the address itself, or a demo person. */
export default function SignInPage() {
  const t = useText();
  const { session, enter } = useSession();
  const [search] = useSearchParams();
  const settings = useResource("identity-settings", (signal) => milango.identity.settings({ signal }));
  const token = search.get("token");
  const persona = search.get("persona");
  const next = useNext(search.get("next"));

  // A guest is somebody already; they come here to become a person of their own.
  if (session.state === "person" && persona === null && !session.me.guest) return <Redirect to={next} replace />;
  return (
    <div className={classes(shell.page, styles.page)}>
      <PageTitle title={t("signIn.title")} />
      {persona !== null ? (
        <BecomePersona id={persona} next={next} />
      ) : token !== null ? (
        <ConfirmLink token={token} />
      ) : (
        <>
          <p className={styles.lead}>{t("signIn.lead")}</p>
          <SignInForm />
          {search.get("failed") === "provider" && (
            <p role="alert" className={styles.problem}>
              {t("signIn.providerFailed")}
            </p>
          )}
          <div className={styles.others}>
            {canUsePasskeys() && <PasskeyDoor />}
            {settings.value != null && settings.value.provider !== null && (
              <a className={buttonClass()} href={`/api/v1/identity/oidc/start?next=${encodeURIComponent(next)}`}>
                {t("signIn.provider", { name: settings.value.provider })}
              </a>
            )}
          </div>
          {settings.value?.demo === true && <Personas personas={settings.value.personas} onEnter={enter} />}
        </>
      )}
    </div>
  );
}

/** The way in without mail, for those who made it from their account. */
function PasskeyDoor() {
  const t = useText();
  const { enter } = useSession();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  return (
    <div className={styles.form}>
      <Button
        disabled={busy}
        onClick={() => {
          setBusy(true);
          setFailure(undefined);
          enterByPasskey().then(enter, (problem: unknown) => {
            setBusy(false);
            if (!isCancelled(problem)) setFailure(problem);
          });
        }}
      >
        {t("signIn.passkey")}
      </Button>
      {failure !== undefined && (
        <p role="alert" className={styles.problem}>
          {problemSentence(failure, t)}
        </p>
      )}
    </div>
  );
}

/** `/sign-in?persona=…` opens a demo session at once. */
function BecomePersona({ id, next }: { readonly id: string; readonly next: string }) {
  const { enter } = useSession();
  const [outcome, setOutcome] = useState<{ done: boolean; failure?: unknown }>({ done: false });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is a new try.
  useEffect(() => {
    let current = true;
    milango.identity.become(id as Persona["id"]).then(
      (me) => {
        if (!current) return;
        enter(me);
        setOutcome({ done: true });
      },
      (failure: unknown) => current && setOutcome({ done: false, failure }),
    );
    return () => {
      current = false;
    };
  }, [id, turn]);
  if (outcome.done) return <Redirect to={next} replace />;
  if (outcome.failure === undefined) return <Loading />;
  return <Failure failure={outcome.failure} retry={() => setTurn(turn + 1)} />;
}

const nextKey = "milango.next";

/** Where to go after signing in. A link opened from the mail does not say: then it is where this browser wanted to go. */
function useNext(given: string | null): string {
  useEffect(() => {
    if (given === null) return;
    try {
      localStorage.setItem(nextKey, JSON.stringify({ to: given, at: Date.now() }));
    } catch {
      // Without storage the way leads to the workshops.
    }
  }, [given]);
  return safeNext(given ?? keptNext());
}

const fresh = 20 * 60_000;

function keptNext(): string | null {
  try {
    const kept = JSON.parse(localStorage.getItem(nextKey) ?? "null") as { to?: unknown; at?: unknown } | null;
    return typeof kept?.to === "string" && typeof kept.at === "number" && Date.now() - kept.at < fresh ? kept.to : null;
  } catch {
    return null;
  }
}

/** Only an address of this site: a link must not lead elsewhere after signing in. */
function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/workshops";
}
