import type { Language } from "../../text/language.ts";
import { fold, tokenise } from "./tokenise.ts";

/**
 * What a search looks for in folded texts: the beginnings of its words, cut like stems so that one number or ending
 * finds another; stop words left out, unless there is nothing else. Without a language the words stay whole.
 */
export function searchWords(query: string, language?: Language): string[] {
  const whole = fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (language === undefined) return [...new Set(whole)];
  const stems = tokenise(query, language).map(({ stem }) => stem);
  return [...new Set(stems.length > 0 ? stems : whole)];
}
