import type { ActorPage, ActorPatch } from "@milango/core/actors";
import { type FormEvent, useState } from "react";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./actor-page.module.css";

/** The main fields of one's own sheet. Refused when somebody else changed the sheet meanwhile. */
export function EditSheetDialog({
  actor,
  onClose,
  onSaved,
}: {
  readonly actor: ActorPage;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) {
  const t = useText();
  const { locale } = useLocale();
  const [failure, setFailure] = useState<unknown>();

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? "").trim();
    const { [locale]: _, ...others } = actor.description ?? {};
    const description = field("description") === "" ? others : { ...others, [locale]: field("description") };
    const patch: ActorPatch = {
      name: field("name"),
      locality: field("locality") || null,
      website: field("website") || null,
      capacity: Number(field("capacity")),
      ...(Object.keys(description).length === 0 ? {} : { description }),
    };
    milango.actors.update(actor.id, patch, { revision: actor.revision }).then(onSaved, setFailure);
  }

  return (
    <Dialog title={t("actors.editTitle")} onClose={onClose}>
      <form className={styles.form} onSubmit={save}>
        <Field label={t("actors.name")}>
          <input name="name" required maxLength={200} defaultValue={actor.name} />
        </Field>
        <Field label={t("actors.locality")}>
          <input name="locality" maxLength={120} defaultValue={actor.locality ?? ""} />
        </Field>
        <Field label={t("actors.description")}>
          <textarea
            name="description"
            rows={4}
            maxLength={5000}
            lang={locale}
            defaultValue={actor.description?.[locale] ?? ""}
          />
        </Field>
        <Field label={t("actors.website")}>
          <input name="website" type="url" maxLength={300} defaultValue={actor.website ?? ""} placeholder="https://" />
        </Field>
        <Field label={t("actors.capacity")} hint={t("actors.capacityHint")}>
          <input name="capacity" type="number" required min={0} max={50} defaultValue={actor.capacity} />
        </Field>
        {failure !== undefined && (
          <p role="alert" className={styles.problem}>
            {problemSentence(failure, t)}
          </p>
        )}
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
