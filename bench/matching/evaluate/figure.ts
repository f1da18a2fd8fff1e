/** One row of the table: shares are 0–1. */
export interface Figure {
  readonly name: string;
  /** What it is to be at least; at most when `isCeiling`. */
  readonly target: number | undefined;
  readonly isCeiling?: boolean;
  readonly measured: number;
}

export function isMet({ target, isCeiling, measured }: Figure): boolean {
  return target === undefined || (isCeiling === true ? measured <= target : measured >= target);
}
