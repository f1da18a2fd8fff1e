import { readText } from "@milango/core/text";
import type { Title } from "@milango/core/workshops";
import { useCallback } from "react";
import type { Announcement } from "../app/announcer.tsx";
import { clockAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import type { Whereabouts } from "./agenda-store.ts";

/** A block's title for a sentence: in the reader's language, else another, else "untitled". */
export function useBlockName(): (title: Title) => string {
  const t = useText();
  const { locale } = useLocale();
  return useCallback((title: Title) => readText(title, locale).text || t("agenda.untitled"), [t, locale]);
}

/** "« Title »: position 3 of 7, 10:45 in Saint-Martin, 08:45 in Costa Rica". */
export function useWhereabouts(own: string, other: string | undefined): (found: Whereabouts) => Announcement {
  const t = useText();
  const nameOf = useBlockName();
  const territoryName = useTerritoryName();
  return useCallback(
    ({ node, siblings, index }: Whereabouts) => ({
      title: t("agenda.position", { title: nameOf(node.title), position: index + 1, count: siblings.length }),
      detail: [own, other]
        .filter((code) => code !== undefined)
        .map((code) => t("agenda.clockIn", { clock: clockAt(node.startsAt, code), territory: territoryName(code) }))
        .join(", "),
    }),
    [t, nameOf, territoryName, own, other],
  );
}
