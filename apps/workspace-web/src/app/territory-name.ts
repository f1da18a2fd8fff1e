import { territoryOf } from "@milango/core/actors";
import type { Locale } from "@milango/core/text";
import { useCallback } from "react";
import { useLocale } from "./locale.tsx";

/** The name of a territory in a language; a code outside the network stays a code. */
function territoryName(code: string, locale: Locale): string {
  return territoryOf(code)?.names[locale] ?? code;
}

export function useTerritoryName(): (code: string) => string {
  const { locale } = useLocale();
  return useCallback((code: string) => territoryName(code, locale), [locale]);
}
