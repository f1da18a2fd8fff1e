/** How often a live document speaks. */
export interface Pace {
  /** Milliseconds in which one's edits are gathered into one message. */
  readonly batchMs: number;
  /** Milliseconds between two signs of life; a line is given up after two without an answer. */
  readonly beatMs: number;
}

export const fullPace: Pace = { batchMs: 20, beatMs: 15_000 };

/**
 * For a bad or dear line: edits leave every two seconds. Six people who do nothing hear 36 signs of life an hour from
 * each other, under 200 bytes each: 28 kB, measured at one of them.
 */
export const lowPace: Pace = { batchMs: 2_000, beatMs: 100_000 };
