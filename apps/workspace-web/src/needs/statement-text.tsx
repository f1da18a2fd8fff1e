import type { Need, Offer } from "@milango/core/needs";
import { isLocale, type LocalizedText, readText } from "@milango/core/text";
import { typeset, useLocale } from "../app/locale.tsx";
import { useText } from "../app/text.ts";
import styles from "./statement-text.module.css";

/** What somebody wrote, in the reader's language where it exists, else in the writer's, marked as such. */
export function LocalizedWords({ text }: { readonly text: LocalizedText }) {
  const { locale } = useLocale();
  const read = readText(text, locale);
  return read.language === locale ? (
    typeset(read.text, locale)
  ) : (
    <span lang={read.language}>{typeset(read.text, read.language)}</span>
  );
}

/** Concepts and other names given in several languages at once. */
export function labelIn(
  labels: Readonly<Record<string, string | readonly string[]>>,
  language: string,
): string | undefined {
  const own = labels[language] ?? labels.en ?? labels.fr ?? Object.values(labels)[0];
  return typeof own === "string" ? own : own?.[0];
}

/** A need (○) or an offer (●) in a list. */
export function Statement({ kind, statement }: { readonly kind: "need" | "offer"; readonly statement: Need | Offer }) {
  const t = useText();
  return (
    <p className={styles.statement}>
      <svg
        className={styles.dot}
        viewBox="0 0 12 12"
        role="img"
        aria-label={t(kind === "need" ? "needs.need" : "needs.offer")}
      >
        {kind === "need" ? (
          <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="2.2" />
        ) : (
          <circle cx="6" cy="6" r="5.4" fill="currentColor" />
        )}
      </svg>
      <LocalizedWords text={statement.text} />
    </p>
  );
}

/** A record's texts by language, read as localized text; other keys are left out. */
export function localized(text: Readonly<Record<string, string>>): LocalizedText {
  return Object.fromEntries(
    Object.entries(text).filter(([language]) => isLocale(language) || language === "nl" || language === "ht"),
  );
}
