import type { Suggestion } from "@milango/core/matching";
import { useIntl } from "react-intl";
import { useLocale } from "../app/locale.tsx";
import { useText } from "../app/text.ts";
import { labelIn } from "../needs/statement-text.tsx";
import { bondOf } from "./reasons.ts";
import styles from "./suggestion-card.module.css";

/** Why these two, in three sentences; each is a term of the score. */
export function Facts({ suggestion }: { readonly suggestion: Suggestion }) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const { reasons, mutual, partner } = suggestion;
  const values = { partner: partner.name };
  const oneWay = reasons[0]?.direction === "give" ? "give" : "receive";
  const bond = bondOf(reasons);
  const languages = intl.formatList(
    suggestion.sharedLanguages.map((code) => intl.formatDisplayName(code, { type: "language" }) ?? code),
  );
  return (
    <section className={styles.why}>
      <h3>{t("suggestions.why")}</h3>
      <ol>
        <li>
          <b>{t(mutual ? "suggestions.fact.mutual" : "suggestions.fact.oneWay")}</b>{" "}
          {t(mutual ? "suggestions.fact.mutualMore" : `suggestions.fact.${oneWay}`, values)}
        </li>
        {bond?.kind === "concept" && (
          <li>
            <b>{t("suggestions.fact.concept", { concept: labelIn(bond.labels, locale) ?? "" })}</b>{" "}
            {bond.words !== undefined && t("suggestions.fact.words", { need: bond.words[0], offer: bond.words[1] })}
          </li>
        )}
        {bond?.kind === "words" && (
          <li>
            <b>{t("suggestions.fact.answering")}</b>{" "}
            {t("suggestions.fact.words", { need: bond.words[0], offer: bond.words[1] })}
          </li>
        )}
        {bond?.kind === "sector" && (
          <li>
            <b>{t("suggestions.fact.sector")}</b>
          </li>
        )}
        <li>
          <b>
            {t(suggestion.sharedLanguages.length > 0 ? "suggestions.fact.language" : "suggestions.fact.noLanguage", {
              languages,
            })}
          </b>{" "}
          {suggestion.sharedLanguages.length === 0 && t("suggestions.fact.interpreter")}
        </li>
      </ol>
    </section>
  );
}
