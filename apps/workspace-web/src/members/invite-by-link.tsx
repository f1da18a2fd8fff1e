import type { WorkshopId, WorkshopRole } from "@milango/core/identity";
import { useState } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./place-people.module.css";
import { useRoleName } from "./role-name.ts";

interface InviteByLinkProps {
  readonly workshopId: string;
  readonly grants: readonly string[];
  readonly onMade: () => void;
}

/** A link to hand on. It is shown once: whoever has it comes in, until it is revoked. */
export function InviteByLink({ workshopId, grants, onMade }: InviteByLinkProps) {
  const t = useText();
  const announce = useAnnounce();
  const roleName = useRoleName();
  const [role, setRole] = useState(grants.includes("editor") ? "editor" : (grants.at(-1) ?? "viewer"));
  const [guests, setGuests] = useState(true);
  const [link, setLink] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const make = () =>
    milango.members
      .invite({
        role: { in: "workshop", workshopId: workshopId as WorkshopId, role: role as WorkshopRole },
        guests,
      })
      .then((made) => {
        setLink(made.link);
        setFailure(undefined);
        onMade();
      }, setFailure);
  return (
    <section className={styles.form}>
      <h3>{t("members.byLink")}</h3>
      {link === undefined ? (
        <>
          <div className={styles.fields}>
            <Field
              label={t("members.linkGives")}
              problem={failure === undefined ? undefined : problemSentence(failure, t)}
            >
              <select value={role} onChange={(event) => setRole(event.target.value)}>
                {grants
                  .filter((each) => each !== "owner")
                  .map((each) => (
                    <option key={each} value={each}>
                      {roleName(each)}
                    </option>
                  ))}
              </select>
            </Field>
          </div>
          <label className={styles.check}>
            <input type="checkbox" checked={guests} onChange={(event) => setGuests(event.target.checked)} />
            {t("members.guests")}
          </label>
          <div>
            <Button onClick={() => void make()}>{t("members.makeLink")}</Button>
          </div>
        </>
      ) : (
        <>
          <Field label={t("members.link", { role: roleName(role) })} hint={t("members.linkOnce")}>
            <input readOnly value={link} onFocus={(event) => event.target.select()} />
          </Field>
          <div className={styles.buttons}>
            <Button
              look="go"
              onClick={() =>
                void navigator.clipboard.writeText(link).then(() => announce({ title: t("members.copied") }))
              }
            >
              {t("members.copy")}
            </Button>
            <Button look="bare" onClick={() => setLink(undefined)}>
              {t("members.another")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
