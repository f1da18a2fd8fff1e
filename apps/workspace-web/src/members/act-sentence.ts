import type { AuditEntry } from "@milango/core/members";
import { useCallback } from "react";
import { useSheetWords } from "../actors/field-value.ts";
import { useText } from "../app/text.ts";
import { useRoleName } from "./role-name.ts";

/** What somebody did, as a sentence without its subject and its object. */
export function useActSentence(): (entry: AuditEntry) => string {
  const t = useText();
  const roleName = useRoleName();
  const { label } = useSheetWords();
  return useCallback(
    ({ act, detail }: AuditEntry) => {
      const sentence = t(`audit.${act}`, { role: roleName(detail.role ?? "") });
      const fields = detail.fields?.split(", ").map(label).join(", ");
      const more = fields ?? (act.startsWith("statement.") ? undefined : detail.reason);
      return more === undefined ? sentence : `${sentence} (${more})`;
    },
    [t, roleName, label],
  );
}
