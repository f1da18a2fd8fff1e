/** What came of one fault, tried many times. */
export interface Outcome {
  /** Whether everything held that is promised. */
  readonly holds: boolean;
  /** What did not, one line each. */
  readonly broken: readonly string[];
  /** Figures to be printed, by name. */
  readonly figures: Readonly<Record<string, number>>;
}

/** One row of the table of faults (docs/measuring.md). */
export interface Row {
  readonly name: string;
  /** How often it is tried in the long form. */
  readonly count: number;
  run(count: number): Promise<Outcome>;
}

/** Gathers what did not hold. */
export function createJudge() {
  const broken: string[] = [];
  return {
    expect(holds: boolean, otherwise: string): void {
      if (!holds) broken.push(otherwise);
    },
    outcome: (figures: Record<string, number>): Outcome => ({ holds: broken.length === 0, broken, figures }),
  };
}
