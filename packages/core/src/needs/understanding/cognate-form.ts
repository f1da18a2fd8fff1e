/**
 * Endings that Latin and Greek words share across the five languages, written one way. The first that fits is
 * replaced; three letters must remain before it.
 */
const endings: readonly (readonly [RegExp, string])[] = [
  [/(?:ciones|cion|siones|sion|tions?|ssions?|sions?|ties?|syon)$/, "sion"],
  [/(?:idad(?:es)?|edad(?:es)?|ites?|ity|ities|iteit(?:en)?)$/, "ita"],
  [/(?:mientos?|ements?|ments?|mento)$/, "ment"],
  [/(?:ologies?|ologias?|ology|oloji)$/, "oloj"],
  [/(?:graphies?|grafias?|graphy|grafie)$/, "graf"],
  [/(?:ateurs?|atrices?|adore?s?|adoras?|ators?|atè)$/, "ator"],
  [/(?:eurs?|euses?|ores?|oras?|ors?)$/, "or"],
  [/(?:aires?|arios?|arias?|ary|aries)$/, "ari"],
  [/(?:iques?|icos?|icas?|ics?|icals?|ische?|iek|ik)$/, "ik"],
  [/(?:ances?|ancias?|ancy|antie)$/, "ans"],
  [/(?:ences?|encias?|ency|entie)$/, "ens"],
  [/(?:euses?|eux|osos?|osas?|ous|euze?)$/, "os"],
  [/(?:ables?|ibles?|abel|ibel|abele|ibele)$/, "abl"],
  [/(?:ages?|ajes?)$/, "aj"],
  [/(?:ismes?|ismos?|isms?)$/, "ism"],
  [/(?:istes?|istas?|ists?|isten)$/, "ist"],
  [/(?:ives?|ivos?|ivas?|ifs?|ieve?|ief)$/, "iv"],
  [/(?:ures?|uras?)$/, "ur"],
  [/(?:ees?|es|os|as|en|er|ar|ir|s|e|o|a|y|i)$/, ""],
];

/** Spellings of one sound, written one way, in this order. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^e(?=s[cpqt])/, ""],
  [/^h/, ""],
  [/ph/g, "f"],
  [/th/g, "t"],
  [/qu|ck|kw/g, "k"],
  [/ch/g, "k"],
  [/gu(?=[ei])/g, "g"],
  [/c(?=[eiy])/g, "s"],
  [/c|q/g, "k"],
  [/ij/g, "i"],
  [/y/g, "i"],
  [/w/g, "v"],
  [/z/g, "s"],
  [/eau|au|oo|ou/g, "o"],
  [/ai|ei|ae|oe/g, "e"],
  [/(.)\1+/g, "$1"],
];

/** How a folded word would be written if the five languages spelled their common words alike: `santé`, `sanidad` apart, `formación` and `formation` together. */
export function cognateForm(word: string): string {
  let form = word;
  for (const [ending, plain] of endings) {
    const match = ending.exec(form);
    if (match !== null && match.index >= 3) {
      form = form.slice(0, match.index) + plain;
      break;
    }
  }
  for (const [pattern, letter] of spellings) form = form.replace(pattern, letter);
  return form;
}

/** Pairs and triples of letters of a form, its ends marked. */
export function gramsOf(form: string): string[] {
  const marked = `^${form}$`;
  const grams: string[] = [];
  for (let at = 0; at + 2 <= marked.length; at += 1) grams.push(marked.slice(at, at + 2));
  for (let at = 0; at + 3 <= marked.length; at += 1) grams.push(marked.slice(at, at + 3));
  return grams;
}
