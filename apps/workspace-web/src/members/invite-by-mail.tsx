import { territories } from "@milango/core/actors";
import type { InvitationDraft } from "@milango/core/members";
import { locales } from "@milango/core/text";
import type { PlaceName } from "@milango/sdk";
import { type FormEvent, useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./place-people.module.css";
import { useRoleName } from "./role-name.ts";

interface InviteByMailProps {
  readonly place: PlaceName;
  readonly grants: readonly string[];
  readonly onSent: () => void;
}

/** Asks one person by mail, in the language they read. */
export function InviteByMail({ place, grants, onSent }: InviteByMailProps) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const announce = useAnnounce();
  const roleName = useRoleName();
  const nameOf = useTerritoryName();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const usual = grants.includes("editor") ? "editor" : (grants.at(-1) ?? "");

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const field = (name: string) => String(new FormData(form).get(name) ?? "").trim();
    const note = field("note");
    const draft = {
      role: roleIn(place, field("role") || usual, field("territory")),
      email: field("email"),
      language: field("language"),
      ...(note === "" ? {} : { note }),
    } as InvitationDraft;
    setBusy(true);
    setFailure(undefined);
    milango.members
      .invite(draft)
      .then(() => {
        announce({ title: t("members.sent", { email: field("email") }) });
        form.reset();
        onSent();
      }, setFailure)
      .finally(() => setBusy(false));
  }

  return (
    <form className={styles.form} onSubmit={send}>
      <h3>{t("members.invite")}</h3>
      <div className={styles.fields}>
        <Field label={t("members.email")} problem={failure === undefined ? undefined : problemSentence(failure, t)}>
          <input name="email" type="email" required maxLength={200} autoComplete="off" />
        </Field>
        {grants.length > 1 && (
          <Field label={t("members.as")}>
            <select name="role" defaultValue={usual}>
              {grants.map((each) => (
                <option key={each} value={each}>
                  {roleName(each)}
                </option>
              ))}
            </select>
          </Field>
        )}
        {place.in === "network" && (
          <Field label={t("members.where")}>
            <select name="territory" defaultValue="">
              <option value="">{t("members.everywhere")}</option>
              {territories.map(({ code }) => (
                <option key={code} value={code}>
                  {nameOf(code)}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field label={t("members.language")}>
          <select name="language" defaultValue={locale}>
            {locales.map((each) => (
              <option key={each} value={each}>
                {intl.formatDisplayName(each, { type: "language" })}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field label={t("members.note")}>
        <textarea name="note" rows={2} maxLength={1000} />
      </Field>
      <div>
        <Button type="submit" look="go" disabled={busy}>
          {t("members.send")}
        </Button>
      </div>
    </form>
  );
}

function roleIn(place: PlaceName, role: string, territory: string) {
  if (place.in === "workshop") return { in: "workshop", workshopId: place.of, role };
  if (place.in === "actor") return { in: "actor", actorId: place.of, role: "representative" };
  return { in: "network", role, territories: territory === "" ? null : [territory] };
}
