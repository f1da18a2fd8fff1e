import { legalFormOf, sectorOf } from "@milango/core/actors";
import { isLanguage, readText } from "@milango/core/text";
import { useCallback } from "react";
import { useIntl } from "react-intl";
import { useLocale } from "../app/locale.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { type MessageId, useText } from "../app/text.ts";
import { actorKinds } from "./actor-kinds.ts";

const labels: Readonly<Record<string, MessageId>> = {
  name: "sheet.name",
  territory: "sheet.territory",
  kind: "sheet.kind",
  legalForm: "sheet.legalForm",
  description: "sheet.description",
  sectors: "sheet.sectors",
  languages: "sheet.languages",
  locality: "sheet.locality",
  point: "sheet.point",
  website: "sheet.website",
  links: "sheet.links",
  sdgs: "sheet.sdgs",
  capacity: "sheet.capacity",
  contacts: "sheet.contacts",
};

/** What the fields of a sheet are called and say, for those who compare two states of it. */
export function useSheetWords() {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const nameOf = useTerritoryName();
  const label = useCallback((field: string) => (labels[field] === undefined ? field : t(labels[field])), [t]);
  const value = useCallback(
    (field: string, given: unknown): string => {
      if (given === null || given === undefined || given === "") return t("sheet.empty");
      if (Array.isArray(given)) {
        const words = given.map((each: unknown) => {
          if (field === "sectors") return sectorOf(String(each))?.names[locale] ?? String(each);
          if (field === "languages") return intl.formatDisplayName(String(each), { type: "language" }) ?? String(each);
          return typeof each === "object" && each !== null && "url" in each ? String(each.url) : String(each);
        });
        return words.length === 0 ? t("sheet.empty") : intl.formatList(words);
      }
      if (field === "territory") return nameOf(String(given));
      const kind = actorKinds.find((each) => field === "kind" && each === given);
      if (kind !== undefined) return t(`actors.kind.${kind}`);
      if (field === "legalForm") return legalFormOf(String(given))?.label ?? String(given);
      if (field === "description" && typeof given === "object")
        return Object.entries(given)
          .filter(([code]) => isLanguage(code))
          .map(([code, words]) => `${code}: ${String(words)}`)
          .join(" · ");
      if (field === "point" && typeof given === "object") {
        const { latitude, longitude } = given as { latitude: number; longitude: number };
        return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
      }
      return typeof given === "object" ? readText(given, locale).text : String(given);
    },
    [t, intl, locale, nameOf],
  );
  return { label, value };
}
