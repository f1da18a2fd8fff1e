import type { AgendaChange } from "@milango/core/workshops";
import { useCallback } from "react";
import { useIntl } from "react-intl";
import { clockAt } from "../app/local-time.ts";
import { useText } from "../app/text.ts";
import { useDesk } from "./agenda-context.ts";
import { useBlockName } from "./block-name.ts";

/** A change of the agenda as a sentence in the reader's language, hours on the reader's own clocks. */
export function useChangeSentence(): (change: AgendaChange) => string {
  const t = useText();
  const intl = useIntl();
  const nameOf = useBlockName();
  const { own } = useDesk();
  return useCallback(
    (change) => {
      const moment = (ms: number) => `${intl.formatDate(ms, { dateStyle: "medium" })}, ${clockAt(ms, own)}`;
      switch (change.what) {
        case "added":
        case "removed":
          return t(`versions.${change.what}`, { title: nameOf(change.title), minutes: change.minutes });
        case "moved":
          return change.after === undefined
            ? t("versions.movedFirst", { title: nameOf(change.title) })
            : t("versions.moved", { title: nameOf(change.title), after: nameOf(change.after) });
        case "renamed": {
          const language = intl.formatDisplayName(change.language, { type: "language" }) ?? change.language;
          if (change.before === "") return t("versions.written", { title: change.now, language });
          if (change.now === "") return t("versions.unwritten", { title: change.before, language });
          return t("versions.renamed", { before: change.before, now: change.now });
        }
        case "lasts":
          return t("versions.lasts", { title: nameOf(change.title), before: change.before, now: change.now });
        case "fixed":
          return change.now === null
            ? t("versions.loosened", { title: nameOf(change.title) })
            : t("versions.fixed", { title: nameOf(change.title), time: clockAt(change.now, own) });
        case "details":
          return t("versions.details", { title: nameOf(change.title) });
        case "starts":
          return t("versions.starts", { before: moment(change.before), now: moment(change.now) });
        case "status":
          return t("versions.status", {
            before: t(`agenda.status.${change.before as "draft"}`),
            now: t(`agenda.status.${change.now as "draft"}`),
          });
      }
    },
    [t, intl, nameOf, own],
  );
}
