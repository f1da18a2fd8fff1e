import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useAnnounce } from "../app/announcer.tsx";
import { LanguageSwitch } from "../app/language-switch.tsx";
import { milango } from "../app/milango.ts";
import { PageTitle } from "../app/page-title.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import { useMe, useSession } from "../app/session.tsx";
import shell from "../app/shell.module.css";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Door } from "../ui/door.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./account-page.module.css";

/** What Milango knows of oneself, and for whom one may act. */
export default function AccountPage() {
  const t = useText();
  const me = useMe();
  const { update, leave } = useSession();
  const announce = useAnnounce();
  const nameOf = useTerritoryName();
  const [, navigate] = useLocation();
  const [name, setName] = useState(me?.name ?? "");
  const [failure, setFailure] = useState<unknown>();
  if (me === undefined) return null;
  return (
    <div className={classes(shell.page, styles.page)}>
      <PageTitle title={t("account.title")} />
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          milango.identity.update({ name }).then((next) => {
            update(next);
            setFailure(undefined);
            announce({ title: t("account.saved") });
          }, setFailure);
        }}
      >
        <Field label={t("account.name")} problem={failure === undefined ? undefined : problemSentence(failure, t)}>
          <input
            value={name}
            required
            maxLength={120}
            autoComplete="name"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t("account.email")}>
          <input value={me.email} readOnly type="email" />
        </Field>
        <div className={styles.language}>
          <p>{t("account.language")}</p>
          <LanguageSwitch />
        </div>
        <Button type="submit" look="go" disabled={name === me.name || name === ""}>
          {t("account.save")}
        </Button>
      </form>
      <section>
        <h2>{t("account.actors")}</h2>
        <ul className={styles.actors}>
          {me.actors.map((actor) => (
            <li key={actor.id}>
              <Door code={actor.territory} />
              <Link href={`/actors/${actor.id}`}>{actor.name}</Link>
              <span>
                {nameOf(actor.territory)}
                {actor.representative ? `, ${t("account.representative")}` : ""}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <div>
        <Button onClick={() => void leave().then(() => navigate("/"))}>{t("account.signOut")}</Button>
      </div>
    </div>
  );
}
