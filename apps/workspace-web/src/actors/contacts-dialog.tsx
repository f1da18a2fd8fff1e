import type { ActorPage, Contact } from "@milango/core/actors";
import { type FormEvent, useState } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./contacts-dialog.module.css";

interface ContactsDialogProps {
  readonly actor: ActorPage;
  readonly contacts: readonly Contact[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const most = 10;
const parts = ["role", "email", "phone"] as const;

/** The people an actor may be reached by; told to nobody but those it was introduced to. */
export default function ContactsDialog({ actor, contacts, onClose, onSaved }: ContactsDialogProps) {
  const t = useText();
  const announce = useAnnounce();
  const [rows, setRows] = useState(() => contacts.map((contact, key) => ({ key, contact })));
  const [failure, setFailure] = useState<unknown>();

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const field = (key: number, name: string) => String(data.get(`${name} ${key}`) ?? "").trim();
    const next = rows.map(({ key, contact }) => ({
      name: field(key, "name"),
      role: field(key, "role") || null,
      email: field(key, "email") || null,
      phone: field(key, "phone") || null,
      languages: contact.languages,
    }));
    milango.actors.setContacts(actor.id, next).then(() => {
      announce({ title: t("contacts.saved") });
      onSaved();
    }, setFailure);
  }

  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    setRows([...rows, { key, contact: { name: "", role: null, email: null, phone: null, languages: [] } }]);
  };
  return (
    <Dialog wide title={t("contacts.title")} onClose={onClose}>
      <p>{t("contacts.hint")}</p>
      <form className={styles.form} onSubmit={save}>
        {rows.map(({ key, contact }, index) => (
          <fieldset key={key} className={styles.person}>
            <legend>{t("contacts.person", { number: index + 1 })}</legend>
            <Field label={t("contacts.name")}>
              <input name={`name ${key}`} required maxLength={120} defaultValue={contact.name} />
            </Field>
            {parts.map((part) => (
              <Field key={part} label={t(`contacts.${part}`)}>
                <input
                  name={`${part} ${key}`}
                  type={part === "email" ? "email" : part === "phone" ? "tel" : "text"}
                  maxLength={part === "phone" ? 40 : 120}
                  defaultValue={contact[part] ?? ""}
                />
              </Field>
            ))}
            <div>
              <Button look="bare" size="small" onClick={() => setRows(rows.filter((row) => row.key !== key))}>
                {t("contacts.remove")}
              </Button>
            </div>
          </fieldset>
        ))}
        {rows.length < most && (
          <div>
            <Button size="small" onClick={add}>
              {t("contacts.add")}
            </Button>
          </div>
        )}
        {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" look="go">
            {t("app.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
