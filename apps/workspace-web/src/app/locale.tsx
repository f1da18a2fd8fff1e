import type { Locale } from "@milango/core/text";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { createIntl, createIntlCache, type IntlShape, RawIntlProvider } from "react-intl";
import { narrowSpaces } from "./narrow-spaces.ts";

export const locales: readonly Locale[] = ["fr", "es", "en"];
/** What Intl is asked for: dates and numbers as written in the territories that speak each language. */
export const languageTags: { readonly [L in Locale]: string } = { fr: "fr-FR", es: "es-CR", en: "en-GB" };

const loaders: { readonly [L in Locale]: () => Promise<{ default: Record<string, string> }> } = {
  fr: () => import("virtual:messages/fr"),
  es: () => import("virtual:messages/es"),
  en: () => import("virtual:messages/en"),
};

const storageKey = "milango.locale";
const cache = createIntlCache();

interface LocaleChoice {
  readonly locale: Locale;
  readonly choose: (locale: Locale) => void;
}
const LocaleContext = createContext<LocaleChoice>({ locale: "fr", choose: () => undefined });

/** Loads the messages of one language at a time; the page waits for the first, and keeps the old while a new one comes. */
export function LocaleProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, setWanted] = useState<Locale>(firstLocale);
  const [intl, setIntl] = useState<{ locale: Locale; shape: IntlShape }>();

  useEffect(() => {
    let current = true;
    void loaders[wanted]().then(({ default: messages }) => {
      if (!current) return;
      document.documentElement.lang = wanted;
      const shape = createIntl({ locale: languageTags[wanted], messages, onError: reportMessage }, cache);
      setIntl({ locale: wanted, shape });
    });
    return () => {
      current = false;
    };
  }, [wanted]);

  const choose = useCallback((locale: Locale) => {
    keepLocale(locale);
    setWanted(locale);
  }, []);
  const choice = useMemo(() => ({ locale: intl?.locale ?? wanted, choose }), [intl, wanted, choose]);
  if (intl === undefined) return null;
  return (
    <LocaleContext value={choice}>
      <RawIntlProvider value={intl.shape}>{children}</RawIntlProvider>
    </LocaleContext>
  );
}

export function useLocale(): LocaleChoice {
  return use(LocaleContext);
}

/** Typography of texts that are not messages: French ones get their narrow spaces. */
export function typeset(text: string, language: string): string {
  return language === "fr" ? narrowSpaces(text) : text;
}

function reportMessage(problem: { code: string; message: string }): void {
  if (problem.code !== "MISSING_DATA") console.error(problem.message);
}

function firstLocale(): Locale {
  const kept = keptLocale();
  if (kept !== undefined) return kept;
  for (const tag of navigator.languages) {
    const found = locales.find((locale) => tag.toLowerCase().startsWith(locale));
    if (found !== undefined) return found;
  }
  return "fr";
}

/** Storage may be forbidden; then the choice lasts as long as the page. */
function keptLocale(): Locale | undefined {
  try {
    const kept = localStorage.getItem(storageKey);
    return locales.find((locale) => locale === kept);
  } catch {
    return undefined;
  }
}

function keepLocale(locale: Locale): void {
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // Nothing is lost but the memory of the choice.
  }
}
