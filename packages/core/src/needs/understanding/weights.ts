/**
 * The numbers the understanding of text rests on, in one place: one configuration for every quality and speed that is
 * reported. What concerns concepts was set on the thesaurus itself: each concept's voices in one language, kept out of
 * the index, had to find the same concept's voices in another. What concerns words was set on translated texts, where
 * each text had to find its translation.
 */
export const weights = {
  /** What a word tells of a concept, by where the concept has it. */
  label: 1,
  voice: 0.5,
  context: 1,
  /** How much less a word counts that is known only by its likeness to a word of another language or another form. */
  likeness: 0.4,
  /** What a word of every project (`small`, `project`, `training`) counts. */
  general: 0.4,
  /** How much the concepts of a word count that other languages give to its cognate, beside its own. */
  otherLanguages: 0.3,
  /** Likeness of letters (Dice of their pairs and triples) from which two forms are taken for cognates. */
  likenessFrom: 0.5,
  /** Power of a word's rarity (ln(1 + concepts / concepts that have it)). */
  rarityPower: 2.5,
  /** Power of the length of a concept's vocabulary that divides its score. */
  lengthPower: 0.75,
  /** What a label found whole adds, by the summed rarity of its words. */
  wholeLabel: 0.5,
  /** Power of the number of words that point at a concept. */
  agreement: 1,
  /** Power of a concept's score in the vote of its field, and of that vote in what the concept keeps. */
  votePower: 0.5,
  fieldPower: 0.5,
  /** Power that sharpens the concepts of a text against its best one. */
  sharpness: 1.5,
  /** Score at which a concept is half certain. */
  halfCertain: 4,
  /** Concepts of less than this share of the best one are left out. */
  leastShare: 0.02,
  maxConcepts: 30,
  /** How much a concept lends to its broader or narrower ones, to siblings, and to what it meets. */
  broader: 0.5,
  sibling: 0.1,
  meets: 0.7,
  /** Cosine of two concepts' vocabularies from which they count as near, and what they can lend each other at most. */
  vocabularyFrom: 0.1,
  vocabularyMost: 0.9,
  /** What each kind of evidence may give at most to the strength of a need met by an offer. */
  conceptShare: 0.6,
  wordShare: 0.9,
  /**
   * Power by which the share of words that are not covered holds down what the others tell, where both texts are read
   * with certainty and of quite different concepts: one or two shared words are homonyms then, many are not.
   */
  homonymPower: 1.5,
  /** Power of the share of words two texts of one language have in common: what is alike but for concepts is chance. */
  sameLanguagePower: 4,
  /**
   * From how many words in common, and from what strength, two texts of one language are doubted; how much of their
   * likeness that may cost, and with how many other words it costs half.
   */
  chanceFrom: 2,
  doubtedFrom: 0.05,
  chance: 0.9,
  chanceHalf: 3,
  /** How much of a text's mean likeness to its ten nearest is taken off when many are compared with many. */
  hubness: 1,
  confirmedShare: 0.8,
  sectorShare: 0.05,
  /** Likeness from which an induced translation is taken for one, and what it is raised by. */
  translationFrom: 0.2,
  translationScale: 2.5,
  /** How much less a word of one language counts for its cognate in another. */
  cognate: 0.9,
};
