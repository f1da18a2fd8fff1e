import type { Locale } from "@milango/core/text";
import type { CompiledMessages } from "./expand-messages.ts";

type Load = () => Promise<{ default: CompiledMessages }>;

/**
 * Messages travel in parts, so that a page waits for its own words only: what surrounds every page, what the workshops say,
 * what is said of people and their roles, and the rest.
 */
const parts = {
  app: {
    fr: () => import("virtual:messages/fr/app"),
    es: () => import("virtual:messages/es/app"),
    en: () => import("virtual:messages/en/app"),
  },
  workshops: {
    fr: () => import("virtual:messages/fr/workshops"),
    es: () => import("virtual:messages/es/workshops"),
    en: () => import("virtual:messages/en/workshops"),
  },
  members: {
    fr: () => import("virtual:messages/fr/members"),
    es: () => import("virtual:messages/es/members"),
    en: () => import("virtual:messages/en/members"),
  },
  rooms: {
    fr: () => import("virtual:messages/fr/home+identity+actors+needs+matching+introductions"),
    es: () => import("virtual:messages/es/home+identity+actors+needs+matching+introductions"),
    en: () => import("virtual:messages/en/home+identity+actors+needs+matching+introductions"),
  },
} as const satisfies Record<string, { readonly [L in Locale]: Load }>;

export type MessagePart = keyof typeof parts;

/** Loads parts of the messages in one language, merged. */
export async function loadMessages(locale: Locale, wanted: Iterable<MessagePart>): Promise<CompiledMessages> {
  const loaded = await Promise.all([...wanted].map((part) => parts[part][locale]()));
  return Object.assign({}, ...loaded.map((module) => module.default));
}
