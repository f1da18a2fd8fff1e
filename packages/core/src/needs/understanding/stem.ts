import type { Language } from "../../text/language.ts";

/**
 * Light stemming: what changes for number, gender and the commonest verb endings is cut, the word stays readable. A
 * rule applies when at least three letters remain; the first of a round that fits ends the round.
 */
const rounds: { readonly [L in Language]: readonly (readonly RegExp[])[] } = {
  fr: [
    [/(?<=eau|al|eu)x$/, /s$/],
    [/(?:issement|ement|issant|erait|eront|aient|erons|ions|iez|ant|ons|ent|ees?|er|ez|ir|it|ait)$/, /(?<=i|u)e$/],
    [/(?<=[a-z]{3})(?:trice|teuse)$/, /(?<=[a-z]{2})(?:euse|ienne)$/, /e$/],
    [/(?<=([lnt]))\1$/],
  ],
  es: [
    [/(?<=[^aeiou])es$/, /s$/],
    [
      /(?:amientos?|imientos?|ando|iendo|aron|ieron|aran|eran|iran|aban|amos|emos|imos|ado|ada|ido|ida|ar|er|ir|an|en)$/,
    ],
    [/[oae]$/],
  ],
  en: [
    [/(?<=[^aeiou])ies$/, /(?<=s|x|z|ch|sh)es$/, /(?<=[^su])s$/],
    [/(?<=[a-z]{3})(?:ing|ed)$/, /(?<=[a-z]{3})ly$/],
    [/(?<=[^aeiouls])er$/, /e$/, /y$/],
    [/(?<=([bdgmnprt]))\1$/],
  ],
  nl: [
    [/(?<=[a-z]{2})(?:heden|eren)$/, /en$/, /(?<=[^s])s$/],
    [/(?<=[a-z]{3})(?:tjes?|e)$/],
    [/(?<=([bdfgklmnprst]))\1$/],
  ],
  ht: [[/yo$/]],
};

/** The stem of a folded word. */
export function stem(word: string, language: Language): string {
  let rest = word;
  for (const round of rounds[language]) {
    for (const rule of round) {
      const shorter = rest.replace(rule, "");
      if (shorter.length >= 3 && shorter.length < rest.length) {
        rest = shorter;
        break;
      }
    }
  }
  return rest;
}
