import { type ActorFacets, legalForms, sectors, territories } from "@milango/core/actors";
import { languages } from "@milango/core/text";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useOwnTerritory } from "../app/acting.tsx";
import { useLocale } from "../app/locale.tsx";
import { useText } from "../app/text.ts";
import { Door } from "../ui/door.tsx";
import text from "../ui/text.module.css";
import { actorKinds } from "./actor-kinds.ts";
import type { FacetName, useDirectoryFilters } from "./directory-filters.ts";
import styles from "./directory-page.module.css";

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly door?: boolean;
}

const shownSectors = 6;

/** What one may narrow the directory by, and how many actors each choice would leave. */
export function DirectoryFacets({
  facets,
  directory,
}: {
  readonly facets: ActorFacets | undefined;
  readonly directory: ReturnType<typeof useDirectoryFilters>;
}) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const own = useOwnTerritory();
  const [allSectors, setAllSectors] = useState(false);

  const counted = (facet: FacetName, value: string) => facets?.[facet][value] ?? 0;
  const byCount = (facet: FacetName) => (left: Choice, right: Choice) =>
    counted(facet, right.value) - counted(facet, left.value) || left.label.localeCompare(right.label, locale);
  const places = territories
    .map(({ code, names }): Choice => ({ value: code, label: names[locale], door: true }))
    .sort(
      (left, right) => Number(right.value === own) - Number(left.value === own) || byCount("territory")(left, right),
    );
  const branches = sectors
    .map(({ id, names }): Choice => ({ value: id, label: names[locale] }))
    .filter(({ value }) => counted("sector", value) > 0 || directory.filters.sector.includes(value))
    .sort(byCount("sector"));
  const kinds = actorKinds.map((kind): Choice => ({ value: kind, label: t(`actors.kind.${kind}`) }));
  const spoken = languages.map(
    (code): Choice => ({
      value: code,
      label: intl.formatDisplayName(code, { type: "language" }) ?? code,
    }),
  );
  const forms = legalForms
    .map(({ id, label }): Choice => ({ value: id, label }))
    .filter(({ value }) => counted("legalForm", value) > 0 || directory.filters.legalForm.includes(value))
    .sort(byCount("legalForm"));
  const hidden = branches.length - shownSectors;

  const group = (facet: FacetName, legend: string, choices: readonly Choice[]) => (
    <fieldset>
      <legend className={text.label}>{legend}</legend>
      <ul>
        {choices.map(({ value, label, door }) => {
          const checked = directory.filters[facet].includes(value);
          const count = counted(facet, value);
          return (
            <li key={value}>
              <label data-empty={count === 0 && !checked ? "" : undefined}>
                <input
                  type="checkbox"
                  checked={checked}
                  disabled={facets !== undefined && count === 0 && !checked}
                  onChange={() => directory.toggle(facet, value)}
                />
                {door === true && <Door code={value} />}
                <span>{label}</span>
                <b>{facets === undefined ? "" : count}</b>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );

  return (
    <div className={styles.facets}>
      {group("territory", t("directory.territory"), places)}
      {branches.length > 0 &&
        group("sector", t("directory.sector"), allSectors ? branches : branches.slice(0, shownSectors))}
      {hidden > 0 && (
        <button
          type="button"
          className={text.link}
          aria-expanded={allSectors}
          onClick={() => setAllSectors(!allSectors)}
        >
          {allSectors ? t("directory.fewer") : t("directory.others", { count: hidden })}
        </button>
      )}
      {group("kind", t("directory.kind"), kinds)}
      {group("language", t("directory.language"), spoken)}
      {forms.length > 0 && group("legalForm", t("directory.legalForm"), forms)}
    </div>
  );
}
