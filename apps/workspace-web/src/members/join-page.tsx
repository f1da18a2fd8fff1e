import { type TerritoryCode, territories } from "@milango/core/actors";
import type { OpenedInvitation } from "@milango/core/members";
import { readText } from "@milango/core/text";
import { type FormEvent, useState } from "react";
import { useIntl } from "react-intl";
import { Link, useLocation, useSearchParams } from "wouter";
import { Failure, Loading } from "../app/failure.tsx";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { PageTitle } from "../app/page-title.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useMe, useSession } from "../app/session.tsx";
import shell from "../app/shell.module.css";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Door } from "../ui/door.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./join-page.module.css";
import { useRoleName } from "./role-name.ts";

/** Where an invitation leads: what one is asked to, by whom, and the way in. */
export default function JoinPage() {
  const t = useText();
  const [search] = useSearchParams();
  const { session } = useSession();
  const token = search.get("invitation") ?? "";
  // Who is signed in decides the ways, so it is asked once that is known.
  const read = useResource(session.state === "loading" ? null : `invitation ${token} ${session.state}`, (signal) =>
    milango.members.open(token, { signal }),
  );
  return (
    <div className={classes(shell.page, styles.page)}>
      {read.value !== undefined ? (
        <Invited invitation={read.value} token={token} />
      ) : read.failure === undefined ? (
        <Loading />
      ) : (
        <>
          <PageTitle title={t("join.title")} />
          <Failure failure={read.failure} retry={read.reload} />
        </>
      )}
    </div>
  );
}

interface InvitedProps {
  readonly invitation: OpenedInvitation;
  readonly token: string;
}

function Invited({ invitation, token }: InvitedProps) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const { enter } = useSession();
  const me = useMe();
  const roleName = useRoleName();
  const nameOf = useTerritoryName();
  const [, navigate] = useLocation();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { ways } = invitation;
  const where = invitation.territories;
  const name =
    invitation.in === "network"
      ? intl.formatList(where.map(nameOf)) || t("members.everywhere")
      : readText(invitation.name, locale).text;
  const asGuest = ways.includes("name");

  function accept(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const territory = String(form.get("territory") ?? "");
    setBusy(true);
    setFailure(undefined);
    milango.members
      .accept({
        token,
        ...(asGuest ? { name: String(form.get("name") ?? "").trim(), language: locale } : {}),
        ...(asGuest && territory !== "" ? { territory: territory as TerritoryCode } : {}),
      })
      .then(
        ({ me: person, to }) => {
          enter(person);
          navigate(to, { replace: true });
        },
        (problem: unknown) => {
          setFailure(problem);
          setBusy(false);
        },
      );
  }

  return (
    <>
      <div className={styles.doors} aria-hidden="true">
        {where.slice(0, 4).map((code) => (
          <Door key={code} code={code} size="hero" />
        ))}
      </div>
      <PageTitle title={t(`join.to.${invitation.in}`, { name })} />
      <p className={styles.lead}>
        {t(invitation.invitedBy === null ? "join.asked" : "join.askedBy", {
          by: invitation.invitedBy ?? "",
          role: roleName(invitation.role),
        })}
      </p>
      {ways.includes("session") || asGuest ? (
        <form className={styles.form} onSubmit={accept}>
          {asGuest ? (
            <>
              <Field
                label={t("join.name")}
                hint={invitation.email === null ? t("join.nameHint") : invitation.email}
                problem={failure === undefined ? undefined : problemSentence(failure, t)}
              >
                <input name="name" required maxLength={120} pattern=".*\S.*" autoComplete="name" />
              </Field>
              <Field label={t("join.territory")} hint={t("join.territoryHint")}>
                <select name="territory" defaultValue={where.length === 1 ? where[0] : ""}>
                  <option value="">{t("join.noTerritory")}</option>
                  {territories.map(({ code }) => (
                    <option key={code} value={code}>
                      {nameOf(code)}
                    </option>
                  ))}
                </select>
              </Field>
            </>
          ) : (
            failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>
          )}
          <Button type="submit" look="go" disabled={busy}>
            {me === undefined || asGuest ? t("join.enter") : t("join.acceptAs", { name: me.name })}
          </Button>
        </form>
      ) : null}
      {ways.includes("sign-in") && <SignInWay invitation={invitation} token={token} guestToo={asGuest} />}
    </>
  );
}

/** An account is entered by its own mail only: sign in, and come back here. */
function SignInWay({ invitation, token, guestToo }: InvitedProps & { readonly guestToo: boolean }) {
  const t = useText();
  const me = useMe();
  const { leave } = useSession();
  const [, navigate] = useLocation();
  const to = `/sign-in?next=${encodeURIComponent(`/join?invitation=${token}`)}`;
  return (
    <div className={styles.signIn}>
      <p>
        {guestToo ? t("join.orSignIn") : t("join.signInFirst", { email: invitation.email ?? t("join.yourAddress") })}
      </p>
      {me === undefined ? (
        <Link href={to} className={buttonClass()}>
          {t("nav.signIn")}
        </Link>
      ) : (
        <Button onClick={() => void leave().then(() => navigate(to))}>{t("join.otherAccount")}</Button>
      )}
    </div>
  );
}
