/**
 * Short words that every text of a language is full of. The network's five languages, and the ones files come in, so
 * that German is not taken for Dutch nor Portuguese for Spanish.
 */
const commonWords: Readonly<Record<string, string>> = {
  fr: "de en un à l d le la les des une est dans pour sur avec qui que par au aux du et nous ses leur cette sont plus",
  es: "de un el la los las una es en para con que por del se su sus y como más nuestra este al lo son",
  en: "a the of and to is in for with that are our we by on their from which this an as has through it at",
  nl: "de het een van en in is voor met op aan zijn dat die te ook wij ons door om naar niet bij",
  ht: "ki nan ak pou yo li nou sou yon se gen pa moun tout kote ansanm fe ap oswa menm",
  de: "der die das und ist in für mit auf den von zu ein eine wir sich nicht im des dem auch werden bei",
  it: "il di che e per la un una con del della nel sono gli le dei delle alla come più si da al",
  pt: "o a os as de que e do da em um uma para com por não se dos das na no mais ao pela seu são",
  ca: "el la els les de que i per amb un una dels del és en al com més pel aquesta són",
  ro: "și de la în pentru cu o un este care din pe prin sunt mai fi sau ale unei",
  hu: "a az és egy hogy nem is van vagy ez meg de csak mint el hogyan célja",
  cs: "a v na se je že pro s do o z k jsou jako nebo také které který jeho",
  sk: "a v na sa je že pre s do o z k sú ako alebo aj ktoré ktorý jeho",
  hr: "i u na je za se da s od su kao koji koja koje te o do ili kroz",
  sl: "in v na je za se da z so ki kot pri o tudi ter po od skozi",
  pl: "i w na z do jest się dla nie o że jak oraz są przez od po",
  fi: "ja on ei se että joka ovat sekä myös tai kanssa kuin mutta ole",
  et: "ja on ei see et mis oma kui ka ning või kes meie",
  lv: "un ir ar no par kas uz kā lai tiek vai arī pie",
  sv: "och att det i som en på är av för med den till inte om ett har",
};

const wordSets = Object.entries(commonWords).map(([code, words]) => [code, new Set(words.split(" "))] as const);

/** The language a text is most likely in (ISO 639-1), or nothing when it is too short or in another script. */
export function guessLanguage(text: string): string | undefined {
  const words =
    text
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(0, 400) ?? [];
  const scored = wordSets
    .map(([code, common]) => ({ code, hits: words.filter((word) => common.has(word)).length }))
    .sort((left, right) => right.hits - left.hits);
  const [best, second] = scored;
  if (best === undefined || second === undefined || best.hits / words.length < 0.08) return undefined;
  // One common word tells the language of a short line only when it is common in no other.
  return best.hits > second.hits && (best.hits > 1 || second.hits === 0) ? best.code : undefined;
}
