import type { Locale } from "@milango/core/text";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { createIntl, createIntlCache, type IntlShape, RawIntlProvider } from "react-intl";
import { expandMessages } from "./expand-messages.ts";
import { loadMessages, type MessagePart } from "./messages.ts";
import { narrowSpaces } from "./narrow-spaces.ts";

export const locales: readonly Locale[] = ["fr", "es", "en"];
/** What Intl is asked for: dates and numbers as written in the territories that speak each language. */
const languageTags: { readonly [L in Locale]: string } = { fr: "fr-FR", es: "es-CR", en: "en-GB" };

const storageKey = "milango.locale";
const cache = createIntlCache();

interface LocaleChoice {
  readonly locale: Locale;
  readonly choose: (locale: Locale) => void;
  /** The parts of the messages that are here in this language. */
  readonly loaded: ReadonlySet<MessagePart>;
  readonly want: (part: MessagePart) => void;
}
const LocaleContext = createContext<LocaleChoice | null>(null);

interface SpokenLanguage {
  readonly locale: Locale;
  readonly parts: ReadonlySet<MessagePart>;
  readonly intl: IntlShape;
}

/** Loads the messages of one language at a time; the page waits for the first, and keeps the old while a new one comes. */
export function LocaleProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, setWanted] = useState<{ readonly locale: Locale; readonly parts: ReadonlySet<MessagePart> }>(() => ({
    locale: firstLocale(),
    parts: new Set<MessagePart>(["app"]),
  }));
  const [spoken, setSpoken] = useState<SpokenLanguage>();

  useEffect(() => {
    let current = true;
    const { locale, parts } = wanted;
    void loadMessages(locale, parts).then((messages) => {
      if (!current) return;
      document.documentElement.lang = locale;
      const intl = createIntl(
        { locale: languageTags[locale], messages: expandMessages(messages), onError: reportMessage },
        cache,
      );
      setSpoken({ locale, parts, intl });
    });
    return () => {
      current = false;
    };
  }, [wanted]);

  const choose = useCallback((locale: Locale) => {
    keepLocale(locale);
    setWanted((before) => ({ ...before, locale }));
  }, []);
  const want = useCallback((part: MessagePart) => {
    setWanted((before) => (before.parts.has(part) ? before : { ...before, parts: new Set([...before.parts, part]) }));
  }, []);
  const choice = useMemo(
    () => (spoken === undefined ? null : { locale: spoken.locale, choose, loaded: spoken.parts, want }),
    [spoken, choose, want],
  );
  if (spoken === undefined || choice === null) return null;
  return (
    <LocaleContext value={choice}>
      <RawIntlProvider value={spoken.intl}>{children}</RawIntlProvider>
    </LocaleContext>
  );
}

/** Shows what is inside once its words are here. */
export function Spoken({ parts, children }: { readonly parts: readonly MessagePart[]; readonly children: ReactNode }) {
  const { loaded, want } = useLocale();
  useEffect(() => {
    for (const part of parts) want(part);
  }, [parts, want]);
  return parts.every((part) => loaded.has(part)) ? children : null;
}

export function useLocale(): LocaleChoice {
  const choice = use(LocaleContext);
  if (choice === null) throw new Error("useLocale outside LocaleProvider");
  return choice;
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
