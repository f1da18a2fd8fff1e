import type { StatementDraft } from "../../needs/need.ts";
import { isLanguage, type Language } from "../../text/language.ts";
import type { LocalizedText } from "../../text/localized-text.ts";
import type { Flagged } from "./flag.ts";
import { guessLanguage } from "./guess-language.ts";
import type { ImportRecord, TaggedText } from "./import-record.ts";
import { readableKeywords } from "./sectors-in.ts";

const longestDescription = 5000;
const longestStatement = 2000;

/**
 * The description of a record by language. A text is kept under the language its words show, else under the one the
 * file claims; what is in none of the network's languages is not kept under a false one: name and keywords stand in.
 */
export function describeRecord(record: ImportRecord): { description?: LocalizedText; flags: Flagged[] } {
  const flags: Flagged[] = [];
  const kept: Partial<Record<Language, string>> = {};
  const others = new Set<string>();
  for (const { text, language } of record.descriptions) {
    const written = languageOf(text, language);
    if (!isLanguage(written)) {
      others.add(written ?? "undetermined");
      continue;
    }
    const before = kept[written];
    if (before === undefined) kept[written] = text;
    else if (!before.includes(text)) kept[written] = `${before}\n${text}`;
  }
  for (const [language, text] of Object.entries(kept)) {
    if (text.length <= longestDescription || !isLanguage(language)) continue;
    kept[language] = shorten(text, longestDescription);
    flags.push({
      flag: "TEXT_SHORTENED",
      detail: `the description (${language}) is longer than ${longestDescription} characters`,
    });
  }
  const written = Object.keys(kept);
  if (others.size > 0) {
    const instead = written.length > 0 ? `kept: ${written.join(", ")}` : "its name and keywords stand in, in English";
    flags.push({ flag: "OTHER_LANGUAGE", detail: `a description is in ${[...others].join(", ")}; ${instead}` });
  }
  if (record.descriptions.length === 0)
    flags.push({ flag: "MISSING_DESCRIPTION", detail: "nothing says what it does" });
  if (written.length > 0) return { description: kept, flags };
  const words = readableKeywords(record.keywords).join(", ");
  if (words === "") return { flags };
  return { description: { en: shorten(`${record.name}: ${words}`, longestDescription) }, flags };
}

/** Needs or offers as drafts; those in no language of the network are kept under the territory's first. */
export function statementsOf(texts: readonly TaggedText[], fallback: Language): StatementDraft[] {
  return texts.map(({ text, language }) => {
    const written = languageOf(text, language);
    return { text: { [isLanguage(written) ? written : fallback]: shorten(text, longestStatement) } };
  });
}

/** What the words show wins over what the file claims; a claim decides where the words are too few to tell. */
function languageOf(text: string, claimed: string | null): string | undefined {
  return guessLanguage(text) ?? claimed?.toLowerCase() ?? undefined;
}

/** Cuts at the last word that fits. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longest - 200)).toWellFormed()}…`;
}
