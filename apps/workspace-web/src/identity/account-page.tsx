import { type TerritoryCode, territories } from "@milango/core/actors";
import { digestPaces, type Me } from "@milango/core/identity";
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
import { AuditLog } from "../members/audit-log.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Door } from "../ui/door.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./account-page.module.css";
import { PasskeyList } from "./passkey-list.tsx";
import { SessionList } from "./session-list.tsx";

/** What Milango knows of oneself, for whom one may act, where one is signed in, and what one did. */
export default function AccountPage() {
  const t = useText();
  const me = useMe();
  const { leave } = useSession();
  const [, navigate] = useLocation();
  if (me === undefined) return null;
  return (
    <div className={classes(shell.page, styles.page)}>
      <PageTitle title={t("account.title")} />
      {me.guest && (
        <p className={styles.guest}>
          {t("account.guestHint")}{" "}
          <Link href="/sign-in?next=/account" className={buttonClass({ look: "go", size: "small" })}>
            {t("account.becomePerson")}
          </Link>
        </p>
      )}
      <ProfileForm me={me} />
      <section>
        <h2>{t("account.actors")}</h2>
        {me.actors.length === 0 ? (
          <p>
            {t("account.noActor")} <Link href="/directory">{t("nav.directory")}</Link>
          </p>
        ) : (
          <OwnActors me={me} />
        )}
      </section>
      <section>
        <h2>{t("account.sessions")}</h2>
        <SessionList />
      </section>
      {!me.guest && (
        <section>
          <h2>{t("passkey.title")}</h2>
          <PasskeyList />
        </section>
      )}
      <details className={styles.trace}>
        <summary>{t("account.trace")}</summary>
        <AuditLog mine />
      </details>
      <div>
        <Button onClick={() => void leave().then(() => navigate("/"))}>{t("account.signOut")}</Button>
      </div>
    </div>
  );
}

function ProfileForm({ me }: { readonly me: Me }) {
  const t = useText();
  const { update } = useSession();
  const announce = useAnnounce();
  const nameOf = useTerritoryName();
  const [name, setName] = useState(me.name);
  const [territory, setTerritory] = useState<string>(me.territory ?? "");
  const [failure, setFailure] = useState<unknown>();
  const [digest, setDigest] = useState(me.digest);
  const changed = name.trim() !== me.name || territory !== (me.territory ?? "") || digest !== me.digest;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const patch = {
          name: name.trim(),
          digest,
          ...(territory === "" ? {} : { territory: territory as TerritoryCode }),
        };
        milango.identity.update(patch).then((next) => {
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
      {me.email !== null && (
        <Field label={t("account.email")}>
          <input value={me.email} readOnly type="email" />
        </Field>
      )}
      <Field label={t("account.territory")} hint={t("account.territoryHint")}>
        <select value={territory} onChange={(event) => setTerritory(event.target.value)}>
          {me.territory === null && <option value="">{t("account.noTerritory")}</option>}
          {territories.map(({ code }) => (
            <option key={code} value={code}>
              {nameOf(code)}
            </option>
          ))}
        </select>
      </Field>
      {!me.guest && (
        <Field label={t("account.digest")}>
          <select
            value={digest}
            onChange={(event) => setDigest(digestPaces.find((pace) => pace === event.target.value) ?? digest)}
          >
            {digestPaces.map((pace) => (
              <option key={pace} value={pace}>
                {t(`account.digest.${pace}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      <div className={styles.language}>
        <p>{t("account.language")}</p>
        <LanguageSwitch />
      </div>
      <Button type="submit" look="go" disabled={!changed || name.trim() === ""}>
        {t("account.save")}
      </Button>
    </form>
  );
}

function OwnActors({ me }: { readonly me: Me }) {
  const t = useText();
  const nameOf = useTerritoryName();
  return (
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
  );
}
