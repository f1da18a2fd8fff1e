import { blockCategories, setCategory, setLink, setOutcome, setPerson, type TimedNode } from "@milango/core/workshops";
import { useEffect, useState } from "react";
import { useText } from "../app/text.ts";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { Door } from "../ui/door.tsx";
import { inputClass } from "../ui/field.tsx";
import text from "../ui/text.module.css";
import { useDesk } from "./agenda-context.ts";
import { useAgendaRecord } from "./agenda-record.tsx";
import styles from "./block-purpose.module.css";

/** What kind of work a block is. */
export function CategoryField({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { hand, writes } = useDesk();
  return (
    <label className={styles.line}>
      <span className={text.label}>{t("purpose.category")}</span>
      <select
        className={inputClass}
        disabled={!writes}
        value={node.category ?? ""}
        onChange={(event) => {
          hand.newStep();
          setCategory(hand.editing, node.id, event.target.value === "" ? undefined : event.target.value);
        }}
      >
        <option value="">{t("purpose.none")}</option>
        {blockCategories.map((category) => (
          <option key={category} value={category}>
            {t(`purpose.${category}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Who leads it, by name. */
export function PeopleField({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { hand, writes } = useDesk();
  const { people } = useAgendaRecord();
  if (people.size === 0) return null;
  return (
    <fieldset className={styles.choices} disabled={!writes}>
      <legend className={text.label}>{t("purpose.people")}</legend>
      {[...people.values()].map(({ id, name, territory }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={node.people.some((person) => person.id === id)}
            onChange={(event) => {
              hand.newStep();
              setPerson(hand.editing, node.id, id, event.target.checked ? "lead" : undefined);
            }}
          />
          {territory !== null && <Door code={territory} />}
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** The needs and offers it serves, of the actors that take part. */
export function LinksField({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { hand, writes } = useDesk();
  const { statements } = useAgendaRecord();
  const linked = node.links.flatMap(({ id }) => statements.get(id) ?? []);
  const [choosing, setChoosing] = useState(false);
  if (statements.size === 0 || (!writes && linked.length === 0)) return null;
  return (
    <fieldset className={styles.choices} disabled={!writes}>
      <legend className={text.label}>{t("purpose.links")}</legend>
      {[...(choosing ? statements.values() : linked)].map(({ kind, statement, actor }) => (
        <label key={statement.id} className={styles.statement}>
          <input
            type="checkbox"
            checked={node.links.some(({ id }) => id === statement.id)}
            onChange={(event) => {
              hand.newStep();
              setLink(hand.editing, node.id, statement.id, event.target.checked ? "serves" : undefined);
            }}
          />
          <span>
            <span className={styles.whose}>
              <Door code={actor.territory} /> {t(`purpose.${kind}Of`, { actor: actor.name })}
            </span>
            <LocalizedWords text={statement.text} />
          </span>
        </label>
      ))}
      {writes && (
        <button type="button" className={text.link} onClick={() => setChoosing(!choosing)}>
          {t(choosing ? "purpose.fewerLinks" : "purpose.moreLinks")}
        </button>
      )}
    </fieldset>
  );
}

const outcomes = ["expected", "decided"] as const;

/** What it should bring, and what came of it. */
export function OutcomeFields({ node }: { readonly node: TimedNode }) {
  return (
    <div className={styles.outcomes}>
      {outcomes.map((name) => (
        <OutcomeField key={name} node={node} name={name} />
      ))}
    </div>
  );
}

function OutcomeField({ node, name }: { readonly node: TimedNode; readonly name: (typeof outcomes)[number] }) {
  const t = useText();
  const { hand, writes } = useDesk();
  const said = node.outcome[name] ?? "";
  const [typed, setTyped] = useState(said);
  useEffect(() => setTyped(said), [said]);
  if (!writes) {
    return said === "" ? null : (
      <p>
        <span className={text.label}>{t(`purpose.${name}`)}</span> {said}
      </p>
    );
  }
  return (
    <label className={styles.line}>
      <span className={text.label}>{t(`purpose.${name}`)}</span>
      <input
        className={inputClass}
        value={typed}
        maxLength={500}
        onChange={(event) => setTyped(event.target.value)}
        // The last who wrote it decides: it is one short sentence, told when it is done.
        onBlur={() => {
          if (typed.trim() === said) return;
          hand.newStep();
          setOutcome(hand.editing, node.id, name, typed.trim() === "" ? undefined : typed.trim());
        }}
      />
    </label>
  );
}
