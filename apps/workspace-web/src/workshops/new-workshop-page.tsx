import { territories } from "@milango/core/actors";
import { useState } from "react";
import { useLocation } from "wouter";
import { useActing, useOwnTerritory } from "../app/acting.tsx";
import { PageTitle } from "../app/page-title.tsx";
import shell from "../app/shell.module.css";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Field } from "../ui/field.tsx";
import { WorkshopForm } from "./workshop-form.tsx";

/** A workshop that no introduction led to. */
export default function NewWorkshopPage() {
  const t = useText();
  const { actor } = useActing();
  const nameOf = useTerritoryName();
  const [, navigate] = useLocation();
  const own = useOwnTerritory() ?? "MF";
  const [other, setOther] = useState(() => (own === "CR" ? "MF" : "CR"));
  return (
    <div className={shell.page}>
      <PageTitle title={t("workshops.new")} />
      <WorkshopForm
        territories={[own, other]}
        actorIds={actor === undefined ? [] : [actor.id]}
        onCreated={(workshop) => navigate(`/workshops/${workshop.id}`)}
      >
        <Field
          label={t("workshops.with")}
          hint={actor === undefined ? undefined : t("workshops.forActor", { actor: actor.name })}
        >
          <select value={other} onChange={(event) => setOther(event.target.value)}>
            {territories.map(({ code }) => (
              <option key={code} value={code}>
                {nameOf(code)}
              </option>
            ))}
          </select>
        </Field>
      </WorkshopForm>
    </div>
  );
}
