import type { Language } from "@milango/core/text";
import type { TimedNode } from "@milango/core/workshops";
import { useIntl } from "react-intl";
import { useText } from "../app/text.ts";
import { type LanguageLeaf, LanguageStrip } from "../ui/language-strip.tsx";

const always: readonly Language[] = ["fr", "es", "en"];

/** The languages shown for a block: the interface's three, and any other it is written in. */
export function shownLanguages(node: TimedNode): Language[] {
  const written = Object.keys(node.title) as Language[];
  return [...always, ...written.filter((code) => !always.includes(code))];
}

export function languageState(node: TimedNode, code: Language): LanguageLeaf["state"] {
  if (node.title[code] === undefined) return "missing";
  return node.translations.some(({ language, stale }) => language === code && stale) ? "stale" : "written";
}

/** In which languages a block's title stands, and which to read again. */
export function BlockLanguages({
  node,
  className,
}: {
  readonly node: TimedNode;
  readonly className: string | undefined;
}) {
  const t = useText();
  const intl = useIntl();
  const leaves = shownLanguages(node).map((code) => {
    const state = languageState(node, code);
    const language = intl.formatDisplayName(code, { type: "language" }) ?? code;
    return { code, state, label: t(`agenda.language.${state}`, { language }) };
  });
  return <LanguageStrip className={className} label={t("workshops.languages")} leaves={leaves} />;
}
