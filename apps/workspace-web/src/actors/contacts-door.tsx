import type { ActorPage } from "@milango/core/actors";
import { lazy, Suspense, useState } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useActing } from "../app/acting.tsx";
import { useMe } from "../app/session.tsx";
import { useText } from "../app/text.ts";
import { AskIntroductionDialog } from "../introductions/ask-introduction-dialog.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { BareArch } from "../ui/person-arch.tsx";
import styles from "./actor-page.module.css";

const ContactsDialog = lazy(() => import("./contacts-dialog.tsx"));

/** The double door to an actor's people: closed until both sides say yes. */
export function ContactsDoor({ actor, onChange }: { readonly actor: ActorPage; readonly onChange: () => void }) {
  const t = useText();
  const intl = useIntl();
  const me = useMe();
  const { actors } = useActing();
  const [asking, setAsking] = useState(false);
  const [editing, setEditing] = useState(false);
  const candidates = actors.filter(({ id }) => id !== actor.id);

  if (actor.contacts !== null) {
    return (
      <aside className={styles.contacts} data-territory={actor.territory}>
        <h2>{t("actors.people")}</h2>
        {actor.contacts.length === 0 && <p className={styles.meta}>{t("actors.noContact")}</p>}
        <ul className={styles.people}>
          {actor.contacts.map((contact) => (
            <li key={contact.name}>
              <BareArch name={contact.name} territory={actor.territory} />
              <span>
                <b>{contact.name}</b>
                <span>
                  {[
                    contact.role,
                    contact.languages.map((code) => intl.formatDisplayName(code, { type: "language" })).join(", "),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </span>
                {contact.email !== null && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
                {contact.phone !== null && <a href={`tel:${contact.phone.replaceAll(" ", "")}`}>{contact.phone}</a>}
              </span>
            </li>
          ))}
        </ul>
        {actor.mine && (
          <div>
            <Button size="small" onClick={() => setEditing(true)}>
              {t("actors.editContacts")}
            </Button>
          </div>
        )}
        {editing && (
          <Suspense fallback={null}>
            <ContactsDialog
              actor={actor}
              contacts={actor.contacts}
              onClose={() => setEditing(false)}
              onSaved={() => {
                setEditing(false);
                onChange();
              }}
            />
          </Suspense>
        )}
      </aside>
    );
  }
  return (
    <aside className={styles.contacts} data-territory={actor.territory}>
      <div className={styles.closed}>
        <ClosedDoors />
        <div>
          <h2>{t("actors.closed")}</h2>
          <p>{t("actors.closedHint")}</p>
        </div>
      </div>
      {me === undefined ? (
        <Link
          href={`/sign-in?next=${encodeURIComponent(`/actors/${actor.id}`)}`}
          className={buttonClass({ look: "go" })}
        >
          {t("actors.signInToAsk")}
        </Link>
      ) : (
        candidates.length > 0 && (
          <Button look="go" onClick={() => setAsking(true)}>
            {t("actors.ask")}
          </Button>
        )
      )}
      {asking && <AskIntroductionDialog partner={actor} candidates={candidates} onClose={() => setAsking(false)} />}
    </aside>
  );
}

function ClosedDoors() {
  return (
    <svg viewBox="0 0 120 96" aria-hidden="true">
      <path d="M0 0h120v96H0z" fill="var(--sunk)" />
      <path d="M22 96V8h37v88zM61 96V8h37v88z" fill="var(--t)" />
      <path
        d="M29 16h23v30H29zM68 16h23v30H68zM29 54h23v42H29zM68 54h23v42H68z"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="2.5"
        opacity=".85"
      />
      <path d="M48 50h24" stroke="var(--light)" strokeWidth="5" />
    </svg>
  );
}
