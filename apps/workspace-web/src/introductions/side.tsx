import type { Introduction } from "@milango/core/introductions";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useActorLine } from "../actors/actor-line.ts";
import { useText } from "../app/text.ts";
import { Door } from "../ui/door.tsx";
import { BareArch } from "../ui/person-arch.tsx";
import text from "../ui/text.module.css";
import styles from "./introduction-page.module.css";

/** One leaf of an introduction: the actor, their answer, and their people once the door is open. */
export function Side({ side, label }: { readonly side: Introduction["sides"][number]; readonly label: string }) {
  const t = useText();
  const intl = useIntl();
  const line = useActorLine();
  const { actor, acceptedAt, contacts } = side;
  return (
    <section className={styles.side} data-territory={actor.territory} aria-label={actor.name}>
      <div className={styles.who}>
        <Door code={actor.territory} size="row" />
        <div>
          <p className={text.label}>{label}</p>
          <h2>
            <Link href={`/actors/${actor.id}`}>{actor.name}</Link>
          </h2>
          <p className={styles.line}>{line(actor)}</p>
        </div>
      </div>
      <p className={styles.answerLine}>
        {acceptedAt === null
          ? t("introductions.notYet")
          : t("introductions.yes", {
              date: intl.formatDate(acceptedAt, { day: "numeric", month: "long", year: "numeric" }),
            })}
      </p>
      {contacts !== null && contacts.length === 0 && <p className={styles.line}>{t("actors.noContact")}</p>}
      {contacts !== null && (
        <ul className={styles.people}>
          {contacts.map((contact) => (
            <li key={contact.name}>
              <BareArch name={contact.name} territory={actor.territory} />
              <span>
                <b>{contact.name}</b>
                {contact.role !== null && <span>{contact.role}</span>}
                {contact.email !== null && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
                {contact.phone !== null && <a href={`tel:${contact.phone.replaceAll(" ", "")}`}>{contact.phone}</a>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
