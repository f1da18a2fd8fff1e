import type { ActorPage } from "@milango/core/actors";
import { useIntl } from "react-intl";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { useSheetWords } from "./field-value.ts";
import styles from "./sheet-record.module.css";
import { useSourceName } from "./source-name.ts";

/** What a sheet said before, who changed it and when. */
export default function HistoryDialog({ actor, onClose }: { readonly actor: ActorPage; readonly onClose: () => void }) {
  const t = useText();
  const intl = useIntl();
  const { label, value } = useSheetWords();
  const sourceName = useSourceName();
  const read = useResource(`history ${actor.id}`, (signal) =>
    milango.actors.history(actor.id, { limit: 100 }, { signal }),
  );
  return (
    <Dialog wide title={t("record.history")} onClose={onClose}>
      {read.value === undefined ? (
        read.failure === undefined ? (
          <Loading />
        ) : (
          <Failure failure={read.failure} retry={read.reload} />
        )
      ) : read.value.items.length === 0 ? (
        <p>{t("record.noHistory")}</p>
      ) : (
        <ol className={styles.history}>
          {read.value.items.map(({ id, at, by, source, changes }) => (
            <li key={id}>
              <p>
                <time dateTime={at}>{intl.formatDate(at, { dateStyle: "long", timeStyle: "short" })}</time>{" "}
                <b>{by ?? sourceName(source)}</b>
              </p>
              <dl>
                {changes.map(({ field, before, after }) => (
                  <div key={field}>
                    <dt>{label(field)}</dt>
                    <dd>
                      <del>{value(field, before)}</del> <ins>{value(field, after)}</ins>
                    </dd>
                  </div>
                ))}
              </dl>
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
