import { type TerritoryCode, territories } from "@milango/core/actors";
import { type Scope, scopes } from "@milango/core/identity";
import { type FormEvent, useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import fold from "../ui/fold.module.css";
import styles from "./api-keys.module.css";

const year = 365 * 86_400_000;

/** Keys of programs: what each may do, where, until when, and when it was last used. */
export function ApiKeys() {
  const t = useText();
  const intl = useIntl();
  const announce = useAnnounce();
  const nameOf = useTerritoryName();
  const read = useResource("keys", (signal) => milango.identity.keys({ signal }));
  const [made, setMade] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  if (read.value === undefined)
    return read.failure === undefined ? <Loading /> : <Failure failure={read.failure} retry={read.reload} />;
  const day = (at: string) => intl.formatDate(at, { day: "numeric", month: "long", year: "numeric" });
  const revoke = (id: string) =>
    void milango.identity.revokeKey(id).then(() => {
      announce({ title: t("keys.revoked") });
      read.reload();
    }, setFailure);

  function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const territory = String(data.get("territory") ?? "");
    milango.identity
      .createKey({
        label: String(data.get("label") ?? "").trim(),
        scopes: data.getAll("scopes") as Scope[],
        ...(territory === "" ? {} : { territories: [territory as TerritoryCode] }),
        ...(data.has("expires") ? { expiresAt: new Date(Date.now() + year).toISOString() } : {}),
      })
      .then(({ key }) => {
        setMade(key);
        setFailure(undefined);
        form.reset();
        read.reload();
      }, setFailure);
  }

  return (
    <>
      {made !== undefined && (
        <div className={styles.made} role="status">
          <Field label={t("keys.made")} hint={t("keys.madeHint")}>
            <input readOnly value={made} onFocus={(event) => event.target.select()} />
          </Field>
          <Button
            size="small"
            onClick={() => void navigator.clipboard.writeText(made).then(() => announce({ title: t("keys.copied") }))}
          >
            {t("keys.copy")}
          </Button>
        </div>
      )}
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      <ul className={styles.keys}>
        {read.value.items.map((key) => (
          <li key={key.id}>
            <span>
              <b>{key.label}</b>
              <span>
                {[
                  key.scopes.join(", "),
                  key.territories === null ? t("members.everywhere") : key.territories.map(nameOf).join(", "),
                  key.lastUsedAt === null ? t("keys.neverUsed") : t("keys.lastUsed", { date: day(key.lastUsedAt) }),
                  key.expiresAt === null ? undefined : t("keys.expires", { date: day(key.expiresAt) }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            <Button
              look="bare"
              size="small"
              aria-label={t("keys.revokeOf", { label: key.label })}
              onClick={() => revoke(key.id)}
            >
              {t("keys.revoke")}
            </Button>
          </li>
        ))}
        {read.value.items.length === 0 && <li>{t("keys.none")}</li>}
      </ul>
      <details className={fold.fold}>
        <summary>{t("keys.new")}</summary>
        <form onSubmit={make}>
          <Field label={t("keys.label")}>
            <input name="label" required maxLength={120} pattern=".*\S.*" />
          </Field>
          <Field label={t("members.where")}>
            <select name="territory">
              <option value="">{t("members.everywhere")}</option>
              {territories.map(({ code }) => (
                <option key={code} value={code}>
                  {nameOf(code)}
                </option>
              ))}
            </select>
          </Field>
          <fieldset className={styles.scopes}>
            <legend>{t("keys.scopes")}</legend>
            {scopes.map((scope) => (
              <label key={scope}>
                <input type="checkbox" name="scopes" value={scope} defaultChecked={scope === "actors:read"} />
                <code>{scope}</code>
              </label>
            ))}
          </fieldset>
          <label className={styles.check}>
            <input type="checkbox" name="expires" defaultChecked />
            {t("keys.oneYear")}
          </label>
          <div>
            <Button type="submit" look="go">
              {t("keys.make")}
            </Button>
          </div>
        </form>
      </details>
    </>
  );
}
