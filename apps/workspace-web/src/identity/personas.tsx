import type { Me } from "@milango/core/identity";
import type { Persona } from "@milango/sdk";
import { useState } from "react";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Door } from "../ui/door.tsx";
import styles from "./sign-in-page.module.css";

/** In a demonstration anybody may try the place as one of its volunteers. */
export function Personas({
  personas,
  onEnter,
}: {
  readonly personas: readonly Persona[];
  readonly onEnter: (me: Me) => void;
}) {
  const t = useText();
  const nameOf = useTerritoryName();
  const [failure, setFailure] = useState<unknown>();
  return (
    <section className={styles.personas}>
      <h2>{t("signIn.demo")}</h2>
      <ul>
        {personas.map((persona) => (
          <li key={persona.id}>
            <button
              type="button"
              className={styles.persona}
              onClick={() => milango.identity.become(persona.id).then(onEnter, setFailure)}
            >
              <Door code={persona.territory} size="row" />
              <span>
                <b>{persona.name}</b>
                <span>{t("signIn.persona", { territory: nameOf(persona.territory) })}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {failure !== undefined && (
        <p role="alert" className={styles.problem}>
          {problemSentence(failure, t)}
        </p>
      )}
    </section>
  );
}
