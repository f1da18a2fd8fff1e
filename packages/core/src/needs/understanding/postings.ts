/** The concepts a word points at, and how strongly. */
export interface Postings {
  readonly concepts: Int32Array;
  readonly strengths: Float32Array;
  /** How rare the word is among the concepts: ln(1 + concepts / concepts that have it). */
  readonly rarity: number;
  /** False when the concepts only have words like it. */
  readonly exact: boolean;
}
