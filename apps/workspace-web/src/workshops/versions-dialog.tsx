import type { DocumentVersion } from "@milango/core/documents";
import { compareAgendas, readAgenda, restoreAgenda } from "@milango/core/workshops";
import type { DocumentVersionContent } from "@milango/sdk";
import { useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { applyUpdate, Doc } from "yjs";
import { useAnnounce } from "../app/announcer.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import text from "../ui/text.module.css";
import { useDesk } from "./agenda-context.ts";
import type { AgendaView } from "./agenda-store.ts";
import { useChangeSentence } from "./change-sentence.ts";
import { documents } from "./documents.ts";
import styles from "./versions-dialog.module.css";

/** The agenda as it was: kept states, what is different since, and a way back that can itself be undone. */
export default function VersionsDialog({ view, onClose }: { readonly view: AgendaView; readonly onClose: () => void }) {
  const t = useText();
  const { workshop } = useDesk();
  const id = workshop.documents.agenda;
  const versions = useResource(`versions ${id}`, (signal) => documents.versions.list(id, { limit: 100 }, { signal }));
  const [chosen, setChosen] = useState<string>();
  const content = useResource(chosen === undefined ? null : `version ${chosen}`, (signal) =>
    documents.versions.get(id, chosen ?? "", { signal }),
  );
  const items = versions.value?.items;
  return (
    <Dialog title={t("versions.title")} onClose={onClose} wide>
      <KeepNow documentId={id} onKept={versions.reload} />
      {items === undefined ? (
        versions.failure === undefined ? (
          <Loading />
        ) : (
          <Failure failure={versions.failure} retry={versions.reload} />
        )
      ) : items.length === 0 ? (
        <p className={text.muted}>{t("versions.none")}</p>
      ) : (
        <ol className={styles.versions}>
          {items.map((version) => (
            <li key={version.id} className={classes(styles.version, version.id === chosen && styles.chosen)}>
              <button
                type="button"
                aria-expanded={version.id === chosen}
                onClick={() => setChosen(version.id === chosen ? undefined : version.id)}
              >
                <VersionLine version={version} />
              </button>
              {version.id === chosen && (
                <div className={styles.content}>
                  {content.value !== undefined ? (
                    <Difference version={content.value} view={view} onRestored={onClose} />
                  ) : content.failure === undefined ? (
                    <Loading />
                  ) : (
                    <Failure failure={content.failure} retry={content.reload} />
                  )}
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t("app.close")}</Button>
      </DialogActions>
    </Dialog>
  );
}

function KeepNow({ documentId, onKept }: { readonly documentId: string; readonly onKept: () => void }) {
  const t = useText();
  const { writes } = useDesk();
  const announce = useAnnounce();
  const [name, setName] = useState("");
  const [keeping, setKeeping] = useState(false);
  if (!writes) return null;
  const keep = async () => {
    setKeeping(true);
    try {
      await documents.versions.create(documentId, name.trim() === "" ? {} : { name: name.trim() });
      announce({ title: t("versions.kept") });
      setName("");
      onKept();
    } catch {
      announce({ title: t("versions.notKept") });
    } finally {
      setKeeping(false);
    }
  };
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field label={t("versions.name")}>
        <input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" disabled={keeping}>
        {t("versions.keep")}
      </Button>
    </form>
  );
}

function VersionLine({ version }: { readonly version: DocumentVersion }) {
  const t = useText();
  const intl = useIntl();
  const when = intl.formatDate(version.at, { dateStyle: "medium", timeStyle: "short" });
  const by = version.by === null ? "" : ` · ${version.by.name}`;
  return (
    <>
      <strong>{version.name ?? t(version.automatic ? "versions.automatic" : "versions.unnamed")}</strong>
      <span className={text.muted}>
        {when}
        {by}
      </span>
    </>
  );
}

/** What is different now, told from the version's side, and the way back to it. */
function Difference({
  version,
  view,
  onRestored,
}: {
  readonly version: DocumentVersionContent;
  readonly view: AgendaView;
  readonly onRestored: () => void;
}) {
  const t = useText();
  const announce = useAnnounce();
  const { hand, writes } = useDesk();
  const sentence = useChangeSentence();
  const changes = useMemo(() => {
    const doc = new Doc();
    applyUpdate(doc, version.update);
    const found = compareAgendas(readAgenda(doc), view.tree);
    doc.destroy();
    return found;
  }, [version, view.tree]);
  if (changes.length === 0) return <p>{t("versions.same")}</p>;
  return (
    <>
      <p>{t("versions.since")}</p>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>{sentence(change)}</li>
        ))}
      </ul>
      {writes && (
        <Button
          look="go"
          onClick={() => {
            hand.newStep();
            restoreAgenda(hand.editing, version.update);
            hand.newStep();
            announce({
              title: t("versions.restored"),
              action: { label: t("agenda.undo"), act: () => void hand.undo.undo() },
            });
            onRestored();
          }}
        >
          {t("versions.restore")}
        </Button>
      )}
    </>
  );
}
