import { isTerritoryCode, legalForms, type TerritoryCode } from "@milango/core/actors";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import fold from "../ui/fold.module.css";

/** A new organisation of the network: a name and a place are enough to begin; the sheet opens to be completed. */
export function AddActor({ territories }: { readonly territories: readonly TerritoryCode[] }) {
  const t = useText();
  const nameOf = useTerritoryName();
  const [, navigate] = useLocation();
  const [territory, setTerritory] = useState(territories[0] ?? "");
  const [failure, setFailure] = useState<unknown>();
  const forms = legalForms.filter((form) => form.territories.some((code) => code === territory));

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const legalForm = String(data.get("legalForm") ?? "");
    if (!isTerritoryCode(territory)) return;
    const draft = { name: String(data.get("name") ?? "").trim(), territory, legalForm: legalForm || null };
    milango.actors.create(draft).then(({ id }) => navigate(`/actors/${id}`), setFailure);
  }

  return (
    <details className={fold.fold}>
      <summary>{t("admin.addActor")}</summary>
      <form onSubmit={add}>
        <Field label={t("sheet.name")} problem={failure === undefined ? undefined : problemSentence(failure, t)}>
          <input name="name" required maxLength={200} pattern=".*\S.*" />
        </Field>
        <Field label={t("sheet.territory")}>
          <select value={territory} onChange={(event) => setTerritory(event.target.value)}>
            {territories.map((code) => (
              <option key={code} value={code}>
                {nameOf(code)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("sheet.legalForm")}>
          <select name="legalForm" key={territory}>
            <option value="">{t("sheet.unknown")}</option>
            {forms.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </Field>
        <div>
          <Button type="submit" look="go">
            {t("admin.add")}
          </Button>
        </div>
      </form>
    </details>
  );
}
