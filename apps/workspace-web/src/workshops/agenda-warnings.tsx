import { type AgendaWarning, findWarnings } from "@milango/core/workshops";
import { useMemo } from "react";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { useDesk } from "./agenda-context.ts";
import { type AgendaView, findNode } from "./agenda-store.ts";
import styles from "./agenda-warnings.module.css";
import { useBlockName } from "./block-name.ts";
import { goToRow } from "./go-to-row.ts";

/** What the team may want to look at: it warns, and forbids nothing. Each leads to its block. */
export function AgendaWarnings({ view }: { readonly view: AgendaView }) {
  const t = useText();
  const sentence = useWarningSentence(view);
  const { workshop, select } = useDesk();
  const { timed, tree } = view;
  const territories = tree.territories.length > 0 ? tree.territories : workshop.territories;
  const warnings = useMemo(() => findWarnings(timed, territories), [timed, territories]);
  if (warnings.length === 0) return null;
  const goTo = (id: string) => {
    select(id);
    goToRow(id, { focus: true });
  };
  return (
    <details className={styles.warnings}>
      <summary>{t("warnings.title", { count: warnings.length })}</summary>
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.kind} ${warning.node} ${"territory" in warning ? warning.territory : ""}`}>
            <button type="button" onClick={() => goTo(warning.node)}>
              {sentence(warning)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function useWarningSentence({ timed }: AgendaView): (warning: AgendaWarning) => string {
  const t = useText();
  const nameOf = useBlockName();
  const territoryName = useTerritoryName();
  const { workshop } = useDesk();
  const title = (id: string) => {
    const node = findNode(timed.nodes, id)?.node;
    return node === undefined ? "" : nameOf(node.title);
  };
  return (warning) => {
    switch (warning.kind) {
      case "twice": {
        const who = workshop.participants.find(({ id }) => id === warning.who)?.name ?? t("comments.somebody");
        return t("warnings.twice", { who, title: title(warning.node), other: title(warning.other) });
      }
      case "no-break":
        return t("warnings.noBreak", { minutes: warning.minutes, title: title(warning.node) });
      case "night":
        return t("warnings.night", {
          title: title(warning.node),
          territory: territoryName(warning.territory),
          from: warning.from,
          until: warning.until,
        });
    }
  };
}
