/** A partner in a fit list. */
export interface Fit {
  readonly id: string;
  readonly score: number;
  readonly mutual: boolean;
  /** How well the partner's offers meet this actor's needs, and this actor's offers the partner's; 0–1. */
  readonly gain: number;
  readonly give: number;
}

/** The same fit as the partner sees it. */
export function seenFrom(id: string, { score, mutual, gain, give }: Fit): Fit {
  return { id, score, mutual, gain: give, give: gain };
}

/** How many partners a fit list answers for. */
export const fitListLength = 60;
/** How many it keeps when it is made: those beyond stand by, so that one who leaves seldom costs a scan. */
const keptLength = 2 * fitListLength;

/** Higher scores first, then smaller ids: one order everywhere, so that lists do not depend on the way they came about. */
export function compareFits(a: Fit, b: Fit): number {
  return b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The best partners of an actor; `whole` when no other partner was left out. */
export interface FitList {
  readonly fits: readonly Fit[];
  readonly whole: boolean;
}

/** The list of the best of all fits. */
export function fitListOf(fits: Fit[]): FitList {
  fits.sort(compareFits);
  return { fits: fits.slice(0, keptLength), whole: fits.length <= keptLength };
}

/**
 * The list after one partner's fit changed (`undefined`: it is no partner any more). Undefined when the list cannot
 * tell who comes after it, and must be made again from every actor.
 */
export function mendFitList(list: FitList, partnerId: string, fit: Fit | undefined): FitList | undefined {
  const without = list.fits.filter(({ id }) => id !== partnerId);
  const wasIn = without.length < list.fits.length;
  const at = fit === undefined ? -1 : without.findIndex((other) => compareFits(fit, other) < 0);
  // Those beyond the end of a list that is not whole rank after its last one, and so may the one that changed.
  const joins = fit !== undefined && (at >= 0 || list.whole);
  if (!joins) {
    if (!wasIn) return list;
    return list.whole || without.length >= fitListLength ? { fits: without, whole: list.whole } : undefined;
  }
  const fits = at < 0 ? [...without, fit] : [...without.slice(0, at), fit, ...without.slice(at)];
  if (fits.length <= keptLength) return { fits, whole: list.whole };
  return { fits: fits.slice(0, keptLength), whole: false };
}
